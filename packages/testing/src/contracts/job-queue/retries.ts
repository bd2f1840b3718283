import { randomUUID } from 'node:crypto';
import { type JobPayloads, RetryLater } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { Inbox } from '../support/inbox.ts';
import { aConversion } from './a-conversion.ts';
import type { JobQueueContractOptions, JobQueueUnderTest } from './subject.ts';

export function describeRetries(
  underTest: JobQueueUnderTest,
  { deliveries }: JobQueueContractOptions,
): void {
  describe('a job whose handler rejects', () => {
    test('is delivered again as a later attempt with the same payload', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<unknown>();
      const id = randomUUID();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ kind, id, payload, attempt, handedBack }) => {
        inbox.put({ kind, id, payload, attempt, handedBack });
        if (attempt === 0) throw new Error('try again');
      });
      await queue.send('convert', aConversion(7), { id });
      const job = { kind: 'convert', id, payload: aConversion(7), handedBack: 0 };
      expect(await inbox.takeMany(2)).toEqual([
        { ...job, attempt: 0 },
        { ...job, attempt: 1 },
      ]);
    });

    test.each([
      ['an error with a message that no table can hold', new Error('\0 \ud800 \u0007')],
      ['an error with a very long message', new Error('x'.repeat(100_000))],
      ['what is no error', 'a text'],
      ['nothing', undefined],
    ])('is delivered again after %s', async (_, reason) => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ attempt }) => {
        inbox.put(attempt);
        if (attempt === 0) throw reason;
      });
      await queue.send('convert', aConversion());
      expect(await inbox.takeMany(2)).toEqual([0, 1]);
    });

    test('is delivered again after the pause that its handler asks for, which keeps no place', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<[number, number]>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ payload, attempt }) => {
        inbox.put([payload.taskId, attempt]);
        if (payload.taskId === 1 && attempt === 0) throw new RetryLater(2, new Error('disk full'));
      });
      await queue.sendAll('convert', [1, 2, 3].map(aConversion));
      expect(await inbox.takeMany(4)).toEqual([
        [1, 0],
        [2, 0],
        [3, 0],
        [1, 1],
      ]);
    });

    test('becomes a dead letter after its last attempt', async () => {
      const { queue, newConsumer } = underTest();
      const attempts: number[] = [];
      const dead = new Inbox<{ attempt: number; payload: JobPayloads['convert-given-up'] }>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ attempt }) => {
        attempts.push(attempt);
        throw new Error('never works');
      });
      await consumer.consume('convert-given-up', 1, async ({ attempt, payload }) =>
        dead.put({ attempt, payload }),
      );
      await queue.send('convert', aConversion(7));
      expect(await dead.take()).toEqual({ attempt: 0, payload: aConversion(7) });
      expect(attempts).toEqual(Array.from({ length: deliveries }, (_, index) => index));
      expect(await queue.depth()).toMatchObject({ queued: 0, active: 0 });
    });

    test('does not keep others from being delivered', async () => {
      const { queue, newConsumer } = underTest();
      const inbox = new Inbox<number>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 1, async ({ payload }) => {
        if (payload.taskId === 1) throw new Error('never works');
        inbox.put(payload.taskId);
      });
      await queue.sendAll('convert', [1, 2, 3].map(aConversion));
      expect((await inbox.takeMany(2)).toSorted((a, b) => a - b)).toEqual([2, 3]);
    });
  });
}
