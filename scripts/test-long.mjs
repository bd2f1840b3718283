// Runs the tests that can be given more to do, with as much as an hour or two allow.
import { ensureInstalled } from './lib/install.mjs';
import { printCounts, runVitest } from './lib/vitest.mjs';

const VARIABLES = { MUTANTS: '200', LONG: '1' };

async function main() {
  const args = [
    'apps/converter/test/hostile/mutants.test.ts',
    'apps/local/test/killed-database.test.ts',
  ];
  const { counts } = await runVitest({ name: 'long tests', args, variables: VARIABLES });
  printCounts(counts);
}

if (await ensureInstalled('all')) await main();
