import { randomUUID } from 'node:crypto';
import {
  type BenchmarkRepository,
  failureOf,
  originalKey,
  type TaskRepository,
  type TaskRevision,
  type UserRepository,
} from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aFailedOutcome, aProcessedOutcome } from '../builders/outcomes.ts';

/** One implementation without a benchmark yet, and the repositories that see the same tasks. */
export interface BenchmarkRepositorySubject {
  readonly benchmarks: BenchmarkRepository;
  readonly tasks: TaskRepository;
  readonly users: UserRepository;
  /** Makes all that happened so far lie as many seconds further back. */
  passTime(seconds: number): Promise<void>;
  close?(): Promise<void>;
}

export function benchmarkRepositoryContract(
  name: string,
  open: () => Promise<BenchmarkRepositorySubject>,
): void {
  describe(`${name} as a BenchmarkRepository`, () => {
    let subject: BenchmarkRepositorySubject;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject?.close?.());
    describeTasks(() => subject);
    describeCounts(() => subject);
  });
}

type UnderTest = () => BenchmarkRepositorySubject;

async function aBenchmark(underTest: UnderTest, count: number) {
  const benchmarkId = randomUUID();
  const original = { key: originalKey(benchmarkId), name: 'song.wav', size: 1000 };
  const task = { newFormat: 'mp3', options: {}, original } as const;
  return { task, revisions: await underTest().benchmarks.insert(benchmarkId, task, count) };
}

function describeTasks(underTest: UnderTest): void {
  test('there is no benchmark at first', async () => {
    expect(await underTest().benchmarks.page(0, 10)).toEqual([]);
    expect(await underTest().benchmarks.countByMinute()).toEqual([]);
  });

  test('records as many tasks as asked for, each with a file id of its own', async () => {
    const { task, revisions } = await aBenchmark(underTest, 25);
    const recorded = await underTest().benchmarks.page(0, 100);
    expect(recorded.map(({ id, revision }) => ({ taskId: id, revision }))).toEqual(
      revisions.toSorted((a, b) => a.taskId - b.taskId),
    );
    expect(new Set(recorded.map(({ fileId }) => fileId)).size).toBe(25);
    for (const one of recorded) expect(one).toMatchObject({ ...task, status: 'uploaded' });
  });

  test('records ten thousand tasks', async () => {
    const { revisions } = await aBenchmark(underTest, 10_000);
    expect(new Set(revisions.map(({ taskId }) => taskId)).size).toBe(10_000);
  });

  test('gives the tasks to a user who can get no mail', async () => {
    await aBenchmark(underTest, 1);
    const [task] = await underTest().benchmarks.page(0, 1);
    expect(await underTest().users.find(task?.userId ?? 0)).toMatchObject({ email: null });
  });

  test('goes on after the last id of the page before', async () => {
    await aBenchmark(underTest, 5);
    const first = await underTest().benchmarks.page(0, 3);
    const second = await underTest().benchmarks.page(first.at(-1)?.id ?? 0, 3);
    expect([first.length, second.length]).toEqual([3, 2]);
    expect(await underTest().benchmarks.page(second.at(-1)?.id ?? 0, 3)).toEqual([]);
  });

  test('shows the tasks of the newest benchmark only', async () => {
    await aBenchmark(underTest, 3);
    const { revisions } = await aBenchmark(underTest, 2);
    const shown = await underTest().benchmarks.page(0, 10);
    expect(shown.map(({ id }) => id)).toEqual(revisions.map(({ taskId }) => taskId));
  });

  test('knows the files of its tasks to be in use', async () => {
    const { task } = await aBenchmark(underTest, 2);
    const { key } = task.original;
    expect(await underTest().tasks.referenced([key])).toEqual(new Set([key]));
  });

  test('has its files in use until the last of its tasks has expired', async () => {
    const { tasks } = underTest();
    const { task, revisions } = await aBenchmark(underTest, 2);
    const { key } = task.original;
    for (const revision of revisions) await tasks.giveUp(revision, failureOf('internal'));
    expect(await tasks.expire(later(), 1)).toMatchObject([{ status: 'expired' }]);
    expect(await tasks.referenced([key])).toEqual(new Set([key]));
    expect(await tasks.expire(later(), 10)).toHaveLength(1);
    expect(await tasks.referenced([key])).toEqual(new Set());
  });
}

function later(): Date {
  return new Date(Date.now() + 60_000);
}

function describeCounts(underTest: UnderTest): void {
  async function process(revision: TaskRevision | undefined): Promise<void> {
    const { tasks } = underTest();
    const attempt = { taskId: 0, revision: 1, ...revision, attempt: 0 };
    const task = await tasks.claim(attempt);
    if (task) await tasks.finish(attempt, aProcessedOutcome(task, 0));
  }

  test('counts what was processed by the minute after it was asked for', async () => {
    const { passTime, benchmarks } = underTest();
    const { revisions } = await aBenchmark(underTest, 6);
    await process(revisions[0]);
    await process(revisions[1]);
    await passTime(90);
    await process(revisions[2]);
    await passTime(120);
    await process(revisions[3]);
    expect(await benchmarks.countByMinute()).toEqual([
      { min: 1, count: 2 },
      { min: 2, count: 1 },
      { min: 4, count: 1 },
    ]);
  });

  test('counts no failures and no earlier benchmarks', async () => {
    const earlier = await aBenchmark(underTest, 1);
    await process(earlier.revisions[0]);
    const { revisions } = await aBenchmark(underTest, 1);
    const attempt = { taskId: 0, revision: 1, ...revisions[0], attempt: 0 };
    await underTest().tasks.claim(attempt);
    await underTest().tasks.finish(attempt, aFailedOutcome());
    expect(await underTest().benchmarks.countByMinute()).toEqual([]);
  });
}
