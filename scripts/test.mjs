import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { printTable, runStep } from './lib/steps.mjs';
import { testCounts } from './lib/test-counts.mjs';

const CHECKS = [
  { name: 'format and lint', command: 'biome', args: ['ci', '.'] },
  // turbo starts each package's script by pnpm, which has to be on its PATH.
  { name: 'types', ...pnpm('exec', 'turbo', 'run', 'typecheck', '--continue') },
  { name: 'boundaries', command: 'depcruise', args: ['packages', 'apps'] },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'generated documentation', command: 'node', args: ['scripts/write-docs.mjs', '--check'] },
  { name: 'published package', command: 'node', args: ['scripts/check-package.mjs'] },
];

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'cloudconvert-test-'));
  const report = join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const result = await runStep({ name: 'tests', command: 'vitest', args: ['run', ...reporters] });
  const counts = testCounts(report, result.ok);
  rmSync(folder, { recursive: true, force: true });
  return { result, counts };
}

async function main() {
  const results = [];
  for (const check of CHECKS) results.push(await runStep(check));
  const failedChecks = results.filter(({ ok }) => !ok).length;
  const { result, counts } = await runTests();
  printTable([...results, result]);
  const failed = counts.failed + failedChecks;
  process.stdout.write(`\n${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`);
  if (failed > 0 || counts.passed === 0) process.exitCode = 1;
}

if (await ensureInstalled('all')) await main();
