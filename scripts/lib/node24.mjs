import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const file = process.platform === 'win32' ? 'node.exe' : 'node';
const installed = join(root, 'node_modules', 'node', 'bin', file);

function majorOf(binary) {
  const { stdout } = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10);
}

/** A Node that runs TypeScript sources: the installed one, or this one where that can't run. */
export function node24() {
  const found = [installed, process.execPath].find((binary) => majorOf(binary) >= 24);
  if (found) return found;
  throw new Error(
    `Node 24 is needed and ${installed} does not run here: ` +
      'delete node_modules and try again, or run this with Node 24.',
  );
}
