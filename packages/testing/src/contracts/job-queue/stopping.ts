import { HandedBack, type JobPayloads } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { Inbox } from '../support/inbox.ts';
import { aConversion, untilAborted } from './a-conversion.ts';
import type { JobQueueUnderTest } from './subject.ts';

export function describeStopping(underTest: JobQueueUnderTest): void {
  describe('a consumer that stops', () => {
    test('waits for what runs, within its grace', async () => {
      const { queue, newConsumer } = underTest();
      const begun = new Inbox<PromiseWithResolvers<void>>();
      let isAborted: boolean | undefined;
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ signal }) => {
        const gate = Promise.withResolvers<void>();
        begun.put(gate);
        await gate.promise;
        isAborted = signal.aborted;
      });
      await queue.send('convert', aConversion());
      const gate = await begun.take();
      const stopped = consumer.stop(20_000);
      gate.resolve();
      await stopped;
      expect(isAborted).toBe(false);
      expect(await queue.depth()).toMatchObject({ queued: 0, active: 0 });
    });

    test('takes no more', async () => {
      const { queue, newConsumer } = underTest();
      const taken: number[] = [];
      const consumer = await newConsumer();
      await consumer.consume('convert', 2, async ({ payload }) => {
        taken.push(payload.taskId);
      });
      await consumer.stop(1000);
      await queue.send('convert', aConversion(1));
      const inbox = new Inbox<number>();
      const other = await newConsumer();
      await other.consume('convert', 1, async ({ payload }) => inbox.put(payload.taskId));
      expect(await inbox.take()).toBe(1);
      expect(taken).toEqual([]);
    });

    test('aborts what takes longer than its grace', async () => {
      const { queue, newConsumer } = underTest();
      const begun = new Inbox<AbortSignal>();
      const consumer = await newConsumer();
      await consumer.consume('ping', 1, async ({ signal }) => {
        begun.put(signal);
        await untilAborted(signal);
      });
      await queue.send('ping', { requestId: 'r' });
      const signal = await begun.take();
      expect(signal.aborted).toBe(false);
      await consumer.stop(0);
      expect(signal.reason).toBeInstanceOf(HandedBack);
    });

    test('hands what takes longer to another as a later attempt', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<[string, number]>();
      const [stops, stays] = [await newConsumer(), await newConsumer()];
      await stops.consume('convert', 1, async ({ attempt, signal }) => {
        inbox.put(['stops', attempt]);
        await untilAborted(signal);
      });
      await queue.send('convert', aConversion());
      expect(await inbox.take()).toEqual(['stops', 0]);
      await stays.consume('convert', 1, async ({ attempt }) => inbox.put(['stays', attempt]));
      await stops.stop(0);
      expect(await inbox.take()).toEqual(['stays', 1]);
    });

    test('tells the next one how often the job was handed back, which no failure changes', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<[number, number, JobPayloads['convert']]>();
      await queue.send('convert', aConversion(7));
      for (const stops of [0, 1]) {
        const consumer = await newConsumer();
        await consumer.consume('convert', 1, async ({ attempt, handedBack, payload, signal }) => {
          inbox.put([attempt, handedBack, payload]);
          await untilAborted(signal);
        });
        expect(await inbox.take()).toEqual([stops, stops, aConversion(7)]);
        await consumer.stop(0);
      }
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ attempt, handedBack, payload }) => {
        inbox.put([attempt, handedBack, payload]);
        if (attempt === 2) throw new Error('try again');
      });
      expect(await inbox.takeMany(2)).toEqual([
        [2, 2, aConversion(7)],
        [3, 2, aConversion(7)],
      ]);
    });

    test('hands it over with the priority that it had', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      const [stops, stays] = [await newConsumer(), await newConsumer()];
      await stops.consume('convert', 1, async ({ payload, signal }) => {
        inbox.put(payload.taskId);
        await untilAborted(signal);
      });
      await queue.send('convert', aConversion(1), { priority: -1 });
      await inbox.take();
      await queue.send('convert', aConversion(2), { priority: -2 });
      await queue.send('convert', aConversion(3), { priority: 0 });
      await stops.stop(0);
      await stays.consume('convert', 1, async ({ payload }) => inbox.put(payload.taskId));
      expect(await inbox.takeMany(3)).toEqual([3, 1, 2]);
    });

    test('hands over all that it has', async () => {
      const { queue, newConsumer } = underTest();
      const begun = new Inbox<number>();
      const stops = await newConsumer();
      await stops.consume('convert', 3, async ({ payload, signal }) => {
        begun.put(payload.taskId);
        await untilAborted(signal);
      });
      await queue.sendAll('convert', [1, 2, 3, 4].map(aConversion));
      await begun.takeMany(3);
      await stops.stop(0);
      expect(await queue.depth()).toMatchObject({ queued: 4, active: 0 });
    });

    test('leaves nothing to a handler that goes on regardless', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      const aborted = Promise.withResolvers<void>();
      const stops = await newConsumer();
      await stops.consume('convert', 1, async (job) => {
        inbox.put(job.attempt);
        await untilAborted(job.signal).catch(() => undefined);
        await queue.complete(job);
        aborted.resolve();
      });
      await queue.send('convert', aConversion());
      await inbox.take();
      await stops.stop(0);
      await aborted.promise;
      expect(await queue.depth()).toMatchObject({ queued: 1, active: 0 });
    });

    test('may be stopped twice, and without having consumed', async () => {
      const consumer = await underTest().newConsumer();
      await consumer.stop(1000);
      await expect(consumer.stop(1000)).resolves.toBeUndefined();
    });

    test('leaves the queue open for sending', async () => {
      const { queue, newConsumer } = underTest();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async () => undefined);
      await consumer.stop(1000);
      await queue.send('convert', aConversion());
      expect(await queue.depth()).toMatchObject({ queued: 1 });
    });
  });
}
