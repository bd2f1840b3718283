import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReceivedJob } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { Inbox } from '../support/inbox.ts';
import { aConversion } from './a-conversion.ts';
import type { JobQueueUnderTest } from './subject.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
/** Where another job may begin, it does meanwhile. */
const longerThanHandingOverMs = 200;
const byNumber = (a: number, b: number) => a - b;

export function describeDelivery(underTest: JobQueueUnderTest): void {
  describe('delivery', () => {
    test('hands over kind, id, payload, the first attempt and a signal', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<ReceivedJob<'convert'> & { isAborted: boolean }>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async (job) =>
        inbox.put({ ...job, isAborted: job.signal.aborted }),
      );
      const id = randomUUID();
      await queue.send('convert', aConversion(7), { id });
      expect(await inbox.take()).toMatchObject({
        kind: 'convert',
        id,
        attempt: 0,
        handedBack: 0,
        payload: aConversion(7),
        signal: expect.any(AbortSignal),
        isAborted: false,
      });
    });

    test('hands over what was sent before anybody consumed', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      await queue.send('convert', aConversion(7));
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ payload }) => inbox.put(payload.taskId));
      expect(await inbox.take()).toBe(7);
    });

    test('hands over each of many jobs once, to one of several consumers', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      for (const consumer of [await newConsumer(), await newConsumer()]) {
        await consumer.consume('convert', 3, async ({ payload }) => inbox.put(payload.taskId));
      }
      await queue.sendAll('convert', numbers(100).map(aConversion));
      const taken = await inbox.takeMany(100);
      expect(taken.toSorted(byNumber)).toEqual(numbers(100));
    });

    test('sends nothing when there is nothing to send', async () => {
      const { queue } = underTest();
      await queue.sendAll('convert', []);
      expect(await queue.depth()).toMatchObject({ queued: 0 });
    });

    test('hands each kind to its own handler', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<string>();
      const consumer = await newConsumer();
      await consumer.consume('notify', 1, async ({ kind }) => inbox.put(kind));
      await consumer.consume('ping', 1, async ({ kind }) => inbox.put(kind));
      await queue.send('ping', { requestId: 'r' });
      expect(await inbox.take()).toBe('ping');
      await queue.send('notify', aConversion());
      expect(await inbox.take()).toBe('notify');
    });

    test('begins with the highest priority, and with the oldest among equals', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      for (const [taskId, priority] of [
        [1, -5],
        [2, 0],
        [3, 7],
        [4, -5],
        [5, 0],
      ] as const) {
        await queue.send('convert', aConversion(taskId), { priority });
      }
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ payload }) => inbox.put(payload.taskId));
      expect(await inbox.takeMany(5)).toEqual([3, 2, 5, 1, 4]);
    });

    test('takes no more at once than its concurrency, and no less', async () => {
      const { queue, newConsumer } = underTest();
      const begun = new Inbox<PromiseWithResolvers<void>>();
      let running = 0;
      let most = 0;
      const consumer = await newConsumer();
      await consumer.consume('convert', 3, async () => {
        running += 1;
        most = Math.max(most, running);
        const gate = Promise.withResolvers<void>();
        begun.put(gate);
        await gate.promise;
        running -= 1;
      });
      await queue.sendAll('convert', numbers(9).map(aConversion));
      const first = await begun.takeMany(3);
      for (const gate of first) gate.resolve();
      for (let n = 0; n < 6; n += 1) (await begun.take()).resolve();
      expect(most).toBe(3);
    });

    test('takes another one for each that has made room, while as many end as may run', async () => {
      const { queue, newConsumer } = underTest();
      const begun = new Inbox<PromiseWithResolvers<void>>();
      let running = 0;
      let most = 0;
      const consumer = await newConsumer();
      await consumer.consume('convert', 2, async ({ makeRoom }) => {
        running += 1;
        most = Math.max(most, running);
        makeRoom();
        const gate = Promise.withResolvers<void>();
        begun.put(gate);
        await gate.promise;
        running -= 1;
      });
      await queue.sendAll('convert', numbers(12).map(aConversion));
      for (let round = 0; round < 3; round += 1) {
        for (const gate of await begun.takeMany(4)) gate.resolve();
      }
      expect(most).toBe(4);
    });

    test('takes no more for one that makes room when it is over', async () => {
      const { queue, newConsumer } = underTest();
      const ended = new Inbox<number>();
      const over: (() => void)[] = [];
      let running = 0;
      let most = 0;
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ makeRoom }) => {
        running += 1;
        most = Math.max(most, running);
        for (const makeRoomLate of over) makeRoomLate();
        over.push(makeRoom);
        await pause(longerThanHandingOverMs);
        running -= 1;
        ended.put(most);
      });
      await queue.sendAll('convert', numbers(3).map(aConversion));
      await ended.takeMany(3);
      expect(most).toBe(1);
    });
  });
}
