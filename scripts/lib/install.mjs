import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { runPnpm } from './pnpm.mjs';
import { root } from './root.mjs';
import { fingerprint, isInstalled, writeStamp } from './stamp.mjs';

const ARGS = {
  all: ['install', '--frozen-lockfile'],
  // apps/local stands on everything that runs; packages/testing is left out.
  run: [
    ...['install', '--frozen-lockfile', '--prod'],
    ...['--filter-prod=@cloudconvert/local...', '--filter=cloudconvert'],
  ],
};

async function install(kind, wanted) {
  process.stderr.write('Installing dependencies …\n');
  if (await runPnpm(...ARGS[kind])) return writeStamp(kind, wanted);
  process.stderr.write(
    'Dependencies could not be installed: check the network and the output above, then try again.\n',
  );
  process.exitCode = 1;
}

/** Installs what 'run' or 'all' needs, unless it is there; resolves to whether it is. */
export async function ensureInstalled(kind) {
  const wanted = fingerprint();
  if (isInstalled(kind, wanted)) return true;
  await withLock(async () => {
    // Whoever held the lock may have installed the same.
    if (isInstalled(kind, wanted)) return;
    // A developer's tools stay where they are.
    const hasTools = existsSync(join(root, 'node_modules', 'vitest'));
    await install(hasTools ? 'all' : kind, wanted);
  });
  return isInstalled(kind, wanted);
}
