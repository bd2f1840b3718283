import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { readJson, root } from './root.mjs';

const LONG_MS = 3_000;

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

/** Runs pnpm and resolves to whether it went well; its output shows if it fails or takes long. */
export function runPnpm(...args) {
  const { command, args: all, shell } = pnpm(...args);
  // CI=true: pnpm asks no questions.
  const env = { ...process.env, CI: 'true' };
  const child = spawn(command, all, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let held = [];
  const show = () => {
    for (const chunk of held ?? []) process.stderr.write(chunk);
    held = undefined;
  };
  const timer = setTimeout(() => {
    // npm says nothing while it loads pnpm itself.
    if (held.length === 0) process.stderr.write('Loading pnpm …\n');
    show();
  }, LONG_MS);
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
