import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './steps.mjs';
import { testCounts } from './test-counts.mjs';

/** Runs vitest as a step with its output shown; resolves to the step's result and what it counted. */
export async function runVitest({ name, args = [], variables }) {
  const folder = mkdtempSync(join(tmpdir(), 'cloudconvert-test-'));
  const report = join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = { name, command: 'vitest', args: ['run', ...args, ...reporters], variables };
  const result = await runStep(command);
  const counts = testCounts(report, result.ok);
  rmSync(folder, { recursive: true, force: true });
  return { result, counts };
}

/** The last line, which CI reads, and the exit code. */
export function printCounts({ passed, failed, skipped }) {
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
