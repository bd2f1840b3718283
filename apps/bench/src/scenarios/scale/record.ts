import { randomUUID } from 'node:crypto';
import { type OpenedJobQueue, PgUnitOfWork } from '@cloudconvert/adapters-postgres';
import { originalKey, type Task } from '@cloudconvert/core';
import type { Pool } from './scale-database.ts';

type Queue = OpenedJobQueue['queue'];

/** A task that is new, for a file of its own. */
export function aNewTask() {
  const fileId = randomUUID();
  const original = { key: originalKey(fileId), name: 'recording.mp3', size: 5_000_000 };
  return { fileId, newFormat: 'ogg', options: {}, original } as const;
}

/** Records a person's task and its job, as an upload does. */
export function recordTask(pool: Pool, queue: Queue, userId: number): Promise<Task> {
  return new PgUnitOfWork(pool, queue).runInTurn(userId, async ({ tasks, jobs }) => {
    await tasks.countUnfinished(userId);
    const task = await tasks.insert({ userId, ...aNewTask() });
    const payload = { taskId: task.id, revision: task.revision, requestId: task.fileId };
    await jobs.send('convert', payload, { priority: -task.round });
    return task;
  });
}

/** Records many tasks and their jobs at once, as the start of a benchmark does. */
export function recordMany(pool: Pool, queue: Queue, count: number): Promise<void> {
  const { fileId, ...task } = aNewTask();
  return new PgUnitOfWork(pool, queue).run(async ({ benchmarks, jobs }) => {
    const revisions = await benchmarks.insert(fileId, task, count);
    const payloads = revisions.map((revision) => ({ ...revision, requestId: fileId }));
    await jobs.sendAll('convert', payloads);
  });
}
