import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

const main = join(import.meta.dirname, '../src/bucket/main.ts');
const said = 'Buckets are at ';

/** The program of the image, as a process of its own. */
async function startBucket(folder: string) {
  const env = { ...process.env, DATA_DIR: folder, PORT: '0' };
  const program = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void program.kill('SIGKILL'));
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
  const stop = async () => {
    program.kill('SIGTERM');
    return (await once(program, 'exit'))[0];
  };
  return { url: line.slice(said.length), stop };
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function namesIn(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/storage/v1/b/files/o`);
  const { items = [] } = (await answer.json()) as { items?: readonly { name: string }[] };
  return items.map(({ name }) => name);
}

const twoStartsMs = 60_000;

test('the key stays the same from start to start, for nobody else to read, and the objects go', {
  timeout: twoStartsMs,
}, async () => {
  const folder = await aFolder();
  const keyFile = join(folder, 'service-account.json');
  const first = await startBucket(folder);
  const key = await readFile(keyFile, 'utf8');
  await fetch(`${first.url}/upload/storage/v1/b/files/o?uploadType=media&name=a`, {
    method: 'POST',
    body: 'abc',
  });
  expect(await namesIn(first.url)).toEqual(['a']);
  expect(await first.stop()).toBe(0);

  const second = await startBucket(folder);
  expect(await readFile(keyFile, 'utf8')).toBe(key);
  expect((await stat(keyFile)).mode & 0o077).toBe(0);
  expect(await namesIn(second.url)).toEqual([]);
});
