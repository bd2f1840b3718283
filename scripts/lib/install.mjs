import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { pnpm } from './pnpm.mjs';
import { root } from './root.mjs';
import { fingerprint, isInstalled, writeStamp } from './stamp.mjs';

const LONG_MS = 30_000;

const ARGS = {
  all: ['install', '--frozen-lockfile'],
  // apps/local stands on everything that runs; packages/testing is left out.
  run: [
    ...['install', '--frozen-lockfile', '--prod'],
    ...['--filter-prod=@cloudconvert/local...', '--filter=cloudconvert'],
  ],
};

/** Runs pnpm and resolves to whether it went well; its output shows if it fails or takes long. */
function runPnpm(args) {
  const { command, args: all, shell } = pnpm(...args);
  // CI=true: pnpm asks no questions.
  const env = { ...process.env, CI: 'true' };
  const child = spawn(command, all, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let held = [];
  const show = () => {
    for (const chunk of held ?? []) process.stderr.write(chunk);
    held = undefined;
  };
  const timer = setTimeout(show, LONG_MS);
  const collect = (chunk) => (held ? held.push(chunk) : process.stderr.write(chunk));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    const end = (ok) => {
      clearTimeout(timer);
      if (!ok) show();
      resolve(ok);
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

async function install(kind, wanted) {
  process.stderr.write('Installing dependencies …\n');
  if (await runPnpm(ARGS[kind])) return writeStamp(kind, wanted);
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
