import { basename } from 'node:path';
import { readJson } from './root.mjs';

// The version is pinned, so what npm has in its cache is never out of date.
const FLAGS = ['--yes', '--prefer-offline'];

/** How to run the pinned pnpm, by the npm that runs this script where there is one. */
export function pnpm(...args) {
  const spec = readJson('package.json').packageManager.split('+')[0];
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js') {
    return { command: process.execPath, args: [npm, 'exec', ...FLAGS, '--', spec, ...args] };
  }
  const isWindows = process.platform === 'win32';
  // Windows starts .cmd files through a shell only.
  return {
    command: isWindows ? 'npx.cmd' : 'npx',
    args: [...FLAGS, spec, ...args],
    shell: isWindows,
  };
}
