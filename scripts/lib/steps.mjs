import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { node24 } from './node24.mjs';
import { root } from './root.mjs';

const LIMIT_MS = 30 * 60_000;

const isWindows = process.platform === 'win32';

function environment(variables) {
  const path = [dirname(node24()), join(root, 'node_modules', '.bin'), process.env.PATH];
  return {
    ...process.env,
    ...variables,
    PATH: path.join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  };
}

const finished = (child) =>
  new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });

/** Runs one step with its output shown; resolves to its result and its duration. */
export async function runStep({ name, command, args, variables, shell = isWindows }) {
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}\n`);
  const start = performance.now();
  const env = environment(variables);
  const options = { cwd: root, env, shell, stdio: 'inherit', timeout: LIMIT_MS };
  const child = spawn(command, args, options);
  const ok = await finished(child);
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`── ${name}: ${ok ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s\n`);
  return { name, ok, seconds };
}

export function printTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  process.stdout.write('\n');
  for (const { name, ok, seconds } of results) {
    const time = `${seconds.toFixed(1)} s`.padStart(9);
    process.stdout.write(`${name.padEnd(width)}  ${ok ? 'ok    ' : 'FAILED'}${time}\n`);
  }
}
