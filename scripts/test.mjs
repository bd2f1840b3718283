import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { printTable, runStep } from './lib/steps.mjs';
import { printCounts, runVitest } from './lib/vitest.mjs';

const CHECKS = [
  { name: 'format and lint', command: 'biome', args: ['ci', '.'] },
  // turbo starts each package's script by pnpm, which has to be on its PATH.
  { name: 'types', ...pnpm('exec', 'turbo', 'run', 'typecheck', '--continue') },
  { name: 'boundaries', command: 'depcruise', args: ['packages', 'apps', 'deploy'] },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'generated documentation', command: 'node', args: ['scripts/write-docs.mjs', '--check'] },
  // Some tests start the programs as they are deployed.
  { name: 'build', ...build() },
  { name: 'published package', command: 'node', args: ['scripts/check-package.mjs'] },
];

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'cloudconvert-test-'));
  const note = join(folder, 'postgres.txt');
  const { result, counts } = await runVitest({ name: 'tests', variables: { POSTGRES_NOTE: note } });
  const postgres = existsSync(note) ? readFileSync(note, 'utf8') : 'PostgreSQL did not start';
  rmSync(folder, { recursive: true, force: true });
  return { result, counts, postgres };
}

async function main() {
  const results = [];
  for (const check of CHECKS) results.push(await runStep(check));
  const failedChecks = results.filter(({ ok }) => !ok).length;
  const { result, counts, postgres } = await runTests();
  printTable([...results, result]);
  const failed = counts.failed + failedChecks;
  process.stdout.write(`\n${postgres}\n`);
  printCounts({ ...counts, failed });
}

if (await ensureInstalled('all')) await main();
