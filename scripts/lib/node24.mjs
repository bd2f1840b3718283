import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const file = process.platform === 'win32' ? 'node.exe' : 'node';
/** For developers, and where `npm start` found none. */
const installed = [root, join(root, 'packages', 'shipped-node')].map((folder) =>
  join(folder, 'node_modules', 'node', 'bin', file),
);

/** https://nodejs.org/api/crypto.html#cryptoargon2algorithm-parameters-callback: added in 24.7.0. */
const least = [24, 7];

/** Whether this binary runs here and is a Node that runs everything. */
export function isGoodNode(binary) {
  const { stdout } = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  const [major, minor] = (stdout ?? '').split('.').map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

/** A Node that runs TypeScript sources: the installed one, or this one where that isn't there. */
export function node24() {
  const found = [...installed, process.execPath].find(isGoodNode);
  if (found) return found;
  throw new Error(
    `Node ${least.join('.')} is needed, and the one that was installed does not run here: ` +
      'delete node_modules and try again, or run this with Node 24.',
  );
}
