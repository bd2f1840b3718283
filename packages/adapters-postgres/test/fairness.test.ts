import { randomUUID } from 'node:crypto';
import {
  FormatAvailability,
  originalKey,
  ReceiveUpload,
  SubmitTask,
  type Task,
} from '@cloudconvert/core';
import {
  fairnessContract,
  Inbox,
  MemoryConverterRegistry,
  MemoryFileStorage,
  MemoryLogger,
} from '@cloudconvert/testing';
import { expect, test } from 'vitest';
import { PgTaskRepository, PgUnitOfWork } from '../src/index.ts';
import { closeAll, openDatabase, userSource } from './support/open-database.ts';
import { openQueueProcess } from './support/open-queue.ts';

fairnessContract(
  'the service on PostgreSQL',
  async () => {
    const database = await openDatabase();
    const { queue, consumer, close } = await openQueueProcess(database.url);
    return {
      tasks: new PgTaskRepository(database.pool),
      unitOfWork: new PgUnitOfWork(database.pool, queue),
      consumer,
      newUserId: userSource(database.pool),
      close: () => closeAll([{ close }, database]),
    };
  },
  { schedules: 4, steps: 80 },
);

test('after more rounds than a priority has numbers, tasks go in the order of arrival', async () => {
  const database = await openDatabase();
  const { pool, url } = database;
  const { queue, consumer, close } = await openQueueProcess(url);
  await pool.query('update cloudconvert.served_round set round = 2 ^ 31 - 2');
  const submit = submitterOf(new PgUnitOfWork(pool, queue));
  const newUserId = userSource(pool);
  const [ada, bob] = [await newUserId(), await newUserId()];
  const ids: number[] = [];
  for (const userId of [ada, ada, ada, bob]) ids.push((await submit(userId)).id);
  const inbox = new Inbox<number>();
  await consumer.consume('convert', 1, async ({ payload }) => inbox.put(payload.taskId));
  expect(await inbox.takeMany(4)).toEqual(ids);
  await closeAll([database, { close }]);
});

function submitterOf(unitOfWork: PgUnitOfWork): (userId: number) => Promise<Task> {
  const clock = () => new Date();
  const limits = { maxUnfinished: 100, maxBytes: 1 };
  const ports = { storage: new MemoryFileStorage(), logger: new MemoryLogger() };
  const receiveUpload = new ReceiveUpload({ ...ports, newId: randomUUID, ...limits });
  const formats = new FormatAvailability(new MemoryConverterRegistry(clock), clock);
  const submitTask = new SubmitTask({ unitOfWork, receiveUpload, formats, ...limits });
  return (userId) => {
    const fileId = randomUUID();
    const file = { key: originalKey(fileId), size: 1, modifiedAt: clock() };
    const request = { fileName: 'song.wav', newFormat: 'mp3', options: {}, requestId: 'r' };
    return submitTask.execute({ ...request, userId, upload: { fileId, file } });
  };
}
