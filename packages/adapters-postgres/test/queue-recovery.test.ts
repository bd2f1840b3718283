import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Inbox } from '@cloudconvert/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAll, type OpenedDatabase, openDatabase } from './support/open-database.ts';
import { openQueueProcess, type QueueProcess } from './support/open-queue.ts';

const program = fileURLToPath(new URL('./support/hanging-consumer.ts', import.meta.url));

let database: OpenedDatabase;
let survivor: QueueProcess;
beforeAll(async () => {
  database = await openDatabase();
  survivor = await openQueueProcess(database.url, { supervise: true });
});
afterAll(() => closeAll([database, survivor]));

test('the job of a process that is killed without goodbye goes to another one', async () => {
  const { queue, consumer } = survivor;
  const victim = spawn(process.execPath, [program, database.url]);
  await queue.send('convert', { taskId: 1, revision: 1, requestId: 'r' });
  const [output] = await once(victim.stdout, 'data');
  expect(String(output)).toBe('took 0\n');
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  const inbox = new Inbox<number>();
  await consumer.consume('convert', 1, async ({ attempt }) => inbox.put(attempt));
  expect(await inbox.take()).toBe(1);
});
