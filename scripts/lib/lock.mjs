import { createHash } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.mjs';

const tryEveryMs = 300;
const sayAfterTries = 10;

const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
const file = join(tmpdir(), `cloudconvert-install-${name}.lock`);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The lock comes with its owner's name in it, or not at all. */
function take() {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The process that holds the lock, or 0 where it has just let go. */
function owner() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** The API and the converter started at once must not install into each other's files. */
export async function withLock(work) {
  for (let tries = 0; !take(); tries += 1) {
    const pid = owner();
    if (pid > 0 && !isAlive(pid)) rmSync(file, { force: true });
    else if (tries === sayAfterTries)
      console.error(`Process ${pid} is installing; its lock is ${file}.`);
    await sleep(tryEveryMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
