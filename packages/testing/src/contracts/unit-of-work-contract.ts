import { randomUUID } from 'node:crypto';
import type { JobQueue, TaskRepository, UnitOfWork, UploadRepository } from '@cloudconvert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aNewTask } from '../builders/a-new-task.ts';
import { aPendingUpload } from '../builders/a-pending-upload.ts';
import { aFailedOutcome } from '../builders/outcomes.ts';

/** One implementation, and what sees its work from outside. */
export interface UnitOfWorkSubject {
  readonly unitOfWork: UnitOfWork;
  readonly tasks: TaskRepository;
  readonly uploads: UploadRepository;
  readonly queue: JobQueue;
  /** The id of a user who has no tasks yet. */
  newUserId(): Promise<number>;
  close?(): Promise<void>;
}

export function unitOfWorkContract(name: string, open: () => Promise<UnitOfWorkSubject>): void {
  describe(`${name} as a UnitOfWork`, () => {
    let subject: UnitOfWorkSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject?.close?.());
    describeCommit(() => subject);
    describeTurns(() => subject);
    describeRollback(() => subject);
  });
}

type UnderTest = () => UnitOfWorkSubject;

class Refused extends Error {}

function describeCommit(underTest: UnderTest): void {
  test('answers what the work answers', async () => {
    expect(await underTest().unitOfWork.run(async () => 'done')).toBe('done');
  });

  test('keeps the task and its job', async () => {
    const { unitOfWork, tasks, queue, newUserId } = underTest();
    const newTask = aNewTask({ userId: await newUserId() });
    const before = await queue.depth();
    const task = await unitOfWork.run(async (transaction) => {
      const { id, ...rest } = await transaction.tasks.insert(newTask);
      await transaction.jobs.send('convert', { taskId: id, revision: 1, requestId: 'r' });
      return { id, ...rest };
    });
    expect(await tasks.find(task.userId, task.id)).toEqual(task);
    expect((await queue.depth()).queued).toBe(before.queued + 1);
  });

  test('keeps a benchmark and all its jobs', async () => {
    const { unitOfWork, queue } = underTest();
    const before = await queue.depth();
    const { fileId, userId: _, ...task } = aNewTask({ userId: 0 });
    await unitOfWork.run(async ({ benchmarks, jobs }) => {
      const revisions = await benchmarks.insert(fileId, task, 10);
      const payloads = revisions.map((revision) => ({ ...revision, requestId: 'r' }));
      await jobs.sendAll('convert', payloads);
    });
    expect((await queue.depth()).queued).toBe(before.queued + 10);
  });

  test('makes a task of an upload', async () => {
    const { unitOfWork, tasks, uploads, newUserId } = underTest();
    const upload = aPendingUpload({ userId: await newUserId() });
    await uploads.insert(upload);
    const task = await unitOfWork.run(async (transaction) => {
      expect(await transaction.uploads.remove(upload.id)).toBe(true);
      return transaction.tasks.insert(aNewTask({ userId: upload.userId }));
    });
    expect(await uploads.find(upload.id)).toBeUndefined();
    expect(await tasks.find(task.userId, task.id)).toEqual(task);
  });

  test('lets one of many have an upload', async () => {
    const { unitOfWork, tasks, uploads, newUserId } = underTest();
    const { id, userId } = aPendingUpload({ userId: await newUserId() });
    await uploads.insert(aPendingUpload({ id, userId }));
    const claim = () =>
      unitOfWork.run(async (transaction) => {
        if (!(await transaction.uploads.remove(id))) throw new Refused();
        await transaction.tasks.insert(aNewTask({ userId }));
      });
    const claims = await Promise.allSettled(Array.from({ length: 8 }, claim));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await tasks.countUnfinished(userId)).toBe(1);
  });

  test('sees its own work before it ends', async () => {
    const { unitOfWork, newUserId } = underTest();
    const newTask = aNewTask({ userId: await newUserId() });
    const counts = await unitOfWork.run(async ({ tasks }) => {
      const before = await tasks.countUnfinished(newTask.userId);
      await tasks.insert(newTask);
      return [before, await tasks.countUnfinished(newTask.userId)];
    });
    expect(counts).toEqual([0, 1]);
  });

  test('runs many at once', async () => {
    const { unitOfWork, tasks, newUserId } = underTest();
    const userId = await newUserId();
    const run = () =>
      unitOfWork.run((transaction) => transaction.tasks.insert(aNewTask({ userId })));
    await Promise.all(Array.from({ length: 30 }, run));
    expect(await tasks.countUnfinished(userId)).toBe(30);
  });
}

function describeTurns(underTest: UnderTest): void {
  test('runs the turns of one person one after the other, so that a limit of tasks holds', async () => {
    const { unitOfWork, tasks, newUserId } = underTest();
    const userId = await newUserId();
    const insertTheFirst = () =>
      unitOfWork.runInTurn(userId, async (transaction) => {
        if ((await transaction.tasks.countUnfinished(userId)) > 0) return;
        await transaction.tasks.insert(aNewTask({ userId }));
      });
    await Promise.all(Array.from({ length: 10 }, insertTheFirst));
    expect(await tasks.countUnfinished(userId)).toBe(1);
  });

  test('runs the turns of one person one after the other, so that a limit of uploads holds', async () => {
    const { unitOfWork, uploads, newUserId } = underTest();
    const userId = await newUserId();
    const now = new Date();
    const insertTheFirst = () =>
      unitOfWork.runInTurn(userId, async (transaction) => {
        if ((await transaction.uploads.countOpen(userId, now)) > 0) return;
        await transaction.uploads.insert(aPendingUpload({ userId }));
      });
    await Promise.all(Array.from({ length: 10 }, insertTheFirst));
    expect(await uploads.countOpen(userId, now)).toBe(1);
  });

  test('goes on with the next turn after one that was refused', async () => {
    const { unitOfWork, newUserId } = underTest();
    const userId = await newUserId();
    const refused = unitOfWork.runInTurn(userId, () => Promise.reject(new Refused()));
    const next = unitOfWork.runInTurn(userId, async () => 'done');
    await expect(refused).rejects.toThrow(Refused);
    expect(await next).toBe('done');
  });
}

function describeRollback(underTest: UnderTest): void {
  test('rejects with what the work rejects with', async () => {
    const refused = new Refused();
    const run = underTest().unitOfWork.run(() => Promise.reject(refused));
    await expect(run).rejects.toBe(refused);
  });

  test('leaves neither a task nor a job when the work rejects', async () => {
    const { unitOfWork, tasks, queue, newUserId } = underTest();
    const userId = await newUserId();
    const before = await queue.depth();
    const run = unitOfWork.run(async (transaction) => {
      const { id } = await transaction.tasks.insert(aNewTask({ userId }));
      await transaction.jobs.send('convert', { taskId: id, revision: 1, requestId: 'r' });
      throw new Refused();
    });
    await expect(run).rejects.toBeInstanceOf(Refused);
    expect(await tasks.page(userId, { limit: 10 })).toEqual([]);
    expect((await queue.depth()).queued).toBe(before.queued);
  });

  test('leaves tasks as they were', async () => {
    const { unitOfWork, tasks, newUserId } = underTest();
    const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
    const removed = await tasks.insert(aNewTask({ userId: task.userId }));
    const attempt = { taskId: task.id, revision: 1, attempt: 0 };
    const run = unitOfWork.run(async (transaction) => {
      await transaction.tasks.claim(attempt);
      await transaction.tasks.finish(attempt, aFailedOutcome());
      await transaction.tasks.remove(removed.userId, removed.id);
      throw new Refused();
    });
    await expect(run).rejects.toBeInstanceOf(Refused);
    expect(await tasks.page(task.userId, { limit: 10 })).toEqual([removed, task]);
  });

  test('leaves an upload to be claimed, and no task of it', async () => {
    const { unitOfWork, tasks, uploads, newUserId } = underTest();
    const upload = aPendingUpload({ userId: await newUserId() });
    await uploads.insert(upload);
    const run = unitOfWork.run(async (transaction) => {
      await transaction.uploads.remove(upload.id);
      await transaction.tasks.insert(aNewTask({ userId: upload.userId }));
      throw new Refused();
    });
    await expect(run).rejects.toBeInstanceOf(Refused);
    expect(await uploads.find(upload.id)).toEqual(upload);
    expect(await tasks.countUnfinished(upload.userId)).toBe(0);
  });

  test('leaves a chosen id free for another job', async () => {
    const { unitOfWork, queue } = underTest();
    const id = randomUUID();
    const run = unitOfWork.run(async ({ jobs }) => {
      await jobs.send('convert', { taskId: 1, revision: 1, requestId: 'r' }, { id });
      throw new Refused();
    });
    await expect(run).rejects.toBeInstanceOf(Refused);
    const { queued } = await queue.depth();
    await queue.send('convert', { taskId: 1, revision: 1, requestId: 'r' }, { id });
    expect((await queue.depth()).queued).toBe(queued + 1);
  });

  test('works again afterwards', async () => {
    const { unitOfWork } = underTest();
    await expect(unitOfWork.run(() => Promise.reject(new Refused()))).rejects.toThrow(Refused);
    expect(await unitOfWork.run(async () => 'done')).toBe('done');
  });
}
