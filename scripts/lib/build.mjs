import { pnpm, runPnpm } from './pnpm.mjs';

// apps/local stands on everything that runs.
const ARGS = ['exec', 'turbo', 'run', 'build', '--filter=@cloudconvert/local...'];

/** How to compile the programs, unless they are compiled as they are. */
export const build = () => pnpm(...ARGS);

/** Resolves to whether the programs are compiled as they are now. */
export async function ensureBuilt() {
  if (await runPnpm(...ARGS, '--output-logs=errors-only')) return true;
  process.stderr.write('The programs could not be compiled: see the output above.\n');
  process.exitCode = 1;
  return false;
}
