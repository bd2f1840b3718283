import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { NEEDS } from './needs.mjs';
import { runPnpm } from './pnpm.mjs';
import { root } from './root.mjs';
import { fingerprint, installedParts, writeStamp } from './stamp.mjs';

/** Everything, the tools of developers too. */
const ALL = ['all', 'run', ...Object.keys(NEEDS)];

/** What there is to be had and this system lacks; what is installed is not asked for anew. */
function partsFor(kind, installed) {
  if (kind === 'all') return ALL;
  const needed = Object.keys(NEEDS).filter((part) => installed.includes(part) || NEEDS[part]());
  return ['run', ...needed];
}

function argumentsFor(parts) {
  const install = ['install', '--frozen-lockfile'];
  if (parts.includes('all')) return install;
  return [
    ...install,
    '--prod',
    // Why the lockfile is not verified against the registry: docs/adr/0035.
    '--config.minimum-release-age=0',
    // apps/local stands on everything that runs; packages/testing is left out.
    '--filter-prod=@cloudconvert/local...',
    ...(parts.includes('node') ? ['--filter-prod=@cloudconvert/shipped-node'] : []),
    ...(parts.includes('ffmpeg') ? [] : ['--filter-prod=!@cloudconvert/shipped-ffmpeg']),
    ...(parts.includes('gcp') ? [] : ['--filter-prod=!@cloudconvert/adapters-gcp']),
  ];
}

const NAMES = { node: 'Node', ffmpeg: 'ffmpeg', gcp: 'the SDKs of Google Cloud' };

async function install(parts, wanted) {
  const beside = parts.flatMap((part) => NAMES[part] ?? []);
  const names = ['PostgreSQL', ...beside].join(', ');
  process.stderr.write(`Installing dependencies (packages, ${names}) …\n`);
  if (await runPnpm(...argumentsFor(parts))) return writeStamp(parts, wanted);
  process.stderr.write(
    'Dependencies could not be installed: check the network and the output above, then try again.\n',
  );
  process.exitCode = 1;
}

/** Installs what 'run' or 'all' needs, unless it is there; resolves to whether it is. */
export async function ensureInstalled(kind) {
  const wanted = fingerprint();
  const missing = () => {
    const installed = installedParts(wanted);
    return partsFor(kind, installed).filter((part) => !installed.includes(part));
  };
  if (missing().length === 0) return true;
  await withLock(async () => {
    // Whoever held the lock may have installed the same.
    if (missing().length === 0) return;
    // A developer's tools stay where they are.
    const hasTools = existsSync(join(root, 'node_modules', 'vitest'));
    const parts = partsFor(hasTools ? 'all' : kind, installedParts(wanted));
    await install(parts, wanted);
  });
  return missing().length === 0;
}
