import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ENVIRONMENT, FLAGS } from './lib/node-settings.mjs';
import { node24 } from './lib/node24.mjs';
import { root } from './lib/root.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Once each: Ctrl-C reaches the app from the terminal as well, and this waits for it anyway. */
function forwardSignals(child) {
  for (const signal of SIGNALS) {
    let sent = false;
    process.on(signal, () => {
      if (!sent) child.kill(signal);
      sent = true;
    });
  }
}

/** npm passes a SIGTERM on to its shell only, and a shell dies of it without telling anybody. */
function stopWithShell(child) {
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 500);
  timer.unref();
}

function run(main, args) {
  const env = { ...ENVIRONMENT, ...process.env };
  const options = { cwd: root, env, stdio: 'inherit' };
  const child = spawn(node24(), [...(FLAGS[app] ?? []), main, ...args], options);
  forwardSignals(child);
  if (process.env.npm_lifecycle_event) stopWithShell(child);
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

const [app = '', ...args] = process.argv.slice(2);
/** A bench starts the service as it is deployed, which is compiled. */
const prepare = async () =>
  app === 'bench'
    ? (await ensureInstalled('all')) && (args.includes('--target') || (await ensureBuilt()))
    : ensureInstalled('run');
const main = join(root, 'apps', app, 'src', 'main.ts');

if (!/^[a-z]+$/.test(app) || !existsSync(main)) {
  process.stderr.write('Usage: node scripts/start.mjs <local|api|converter|bench> [arguments]\n');
  process.exitCode = 2;
} else if (await prepare()) {
  run(main, args);
}
