import { readFileSync } from 'node:fs';

/** A file of tests that did not load, or whose hooks failed, has no failed test to its name. */
const isBrokenSuite = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed');

/** What vitest's JSON report counts; a run that failed with no failed test is one failure. */
export function testCounts(file, ok) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const failed = report.numFailedTests + report.testResults.filter(isBrokenSuite).length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
