import { randomUUID } from 'node:crypto';
import type { ReceivedJob } from '@cloudconvert/core';
import { describe, expect, test, vi } from 'vitest';
import { Inbox } from '../support/inbox.ts';
import { aConversion } from './a-conversion.ts';
import type { JobQueueUnderTest } from './subject.ts';

export function describeCompletion(underTest: JobQueueUnderTest): void {
  /** A job that was sent and whose handler does what the test says. */
  async function consumed(handler: (job: ReceivedJob<'convert'>) => Promise<void>) {
    const { queue, newConsumer } = underTest();
    const id = randomUUID();
    const consumer = await newConsumer();
    await consumer.consume('convert', 1, handler);
    await queue.send('convert', aConversion(), { id });
    const isCompleted = () => queue.isCompleted('convert', id);
    return { consumer, isCompleted };
  }

  describe('completion', () => {
    test('follows when the handler resolves', async () => {
      const begun = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const { isCompleted } = await consumed(() => {
        begun.resolve();
        return gate.promise;
      });
      await begun.promise;
      expect(await isCompleted()).toBe(false);
      gate.resolve();
      await vi.waitFor(async () => expect(await isCompleted()).toBe(true), 5000);
    });

    test('is false for a job that waits, of another kind, or that never was', async () => {
      const { queue } = underTest();
      const id = randomUUID();
      await queue.send('convert', aConversion(), { id });
      expect(await queue.isCompleted('convert', id)).toBe(false);
      expect(await queue.isCompleted('ping', id)).toBe(false);
      expect(await queue.isCompleted('convert', randomUUID())).toBe(false);
      expect(await queue.isCompleted('convert', 'no UUID')).toBe(false);
    });

    test('by the handler itself counts before the handler ends', async () => {
      const inbox = new Inbox<boolean>();
      const gate = Promise.withResolvers<void>();
      const { queue } = underTest();
      const { consumer } = await consumed(async (job) => {
        await queue.complete(job);
        inbox.put(await queue.isCompleted('convert', job.id));
        await gate.promise;
      });
      expect(await inbox.take()).toBe(true);
      gate.resolve();
      await consumer.stop(5000);
    });

    test('by the handler itself is final even if the handler rejects afterwards', async () => {
      const inbox = new Inbox<number>();
      const { queue } = underTest();
      const { isCompleted, consumer } = await consumed(async (job) => {
        await queue.complete(job);
        inbox.put(job.attempt);
        throw new Error('after the end');
      });
      expect(await inbox.take()).toBe(0);
      await consumer.stop(5000);
      expect(await isCompleted()).toBe(true);
      expect(await queue.depth()).toMatchObject({ queued: 0, active: 0 });
    });

    test('of an earlier attempt does nothing', async () => {
      const inbox = new Inbox<ReceivedJob<'convert'>>();
      const gate = Promise.withResolvers<void>();
      const { queue } = underTest();
      const { isCompleted } = await consumed(async (job) => {
        inbox.put(job);
        if (job.attempt === 0) throw new Error('try again');
        await gate.promise;
      });
      const [first] = await inbox.takeMany(2);
      if (first) await queue.complete(first);
      expect(await isCompleted()).toBe(false);
      expect(await queue.depth()).toMatchObject({ queued: 0, active: 1 });
      gate.resolve();
    });

    test('of a job that never was does nothing', async () => {
      const delivery = { kind: 'convert', id: randomUUID(), attempt: 0 } as const;
      await expect(underTest().queue.complete(delivery)).resolves.toBeUndefined();
    });
  });

  describe('inside a transaction', () => {
    test('a job is completed if it commits', async () => {
      const inbox = new Inbox<boolean>();
      const { queue, inTransaction } = underTest();
      await consumed(async (job) => {
        await inTransaction((jobs) => jobs.complete(job));
        inbox.put(await queue.isCompleted('convert', job.id));
      });
      expect(await inbox.take()).toBe(true);
    });

    test('a job is not completed if it does not commit', async () => {
      const inbox = new Inbox<number>();
      await consumed(async (job) => {
        inbox.put(job.attempt);
        if (job.attempt > 0) return;
        await underTest().inTransaction(async (jobs) => {
          await jobs.complete(job);
          throw new Error('rolled back');
        });
      });
      expect(await inbox.takeMany(2)).toEqual([0, 1]);
    });

    test('a job is delivered only after it committed', async () => {
      const { queue, newConsumer, inTransaction } = underTest();
      const inbox = new Inbox<number>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ payload }) => inbox.put(payload.taskId));
      await inTransaction(async (jobs) => {
        await jobs.send('convert', aConversion(1));
        await queue.send('convert', aConversion(2));
        expect(await inbox.take()).toBe(2);
      });
      expect(await inbox.take()).toBe(1);
    });
  });
}
