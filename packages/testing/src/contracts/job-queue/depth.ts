import { describe, expect, test } from 'vitest';
import { Inbox } from '../support/inbox.ts';
import { aConversion, untilAborted } from './a-conversion.ts';
import type { JobQueueUnderTest } from './subject.ts';

export function describeDepth(underTest: JobQueueUnderTest): void {
  describe('depth', () => {
    test('is nothing at first', async () => {
      expect(await underTest().queue.depth()).toEqual({
        queued: 0,
        active: 0,
        oldestSeconds: null,
      });
    });

    test('counts conversions that wait, and how long the oldest has', async () => {
      const { queue } = underTest();
      await queue.sendAll('convert', [1, 2, 3].map(aConversion));
      await queue.send('ping', { requestId: 'r' });
      const { queued, active, oldestSeconds } = await queue.depth();
      expect({ queued, active }).toEqual({ queued: 3, active: 0 });
      expect(oldestSeconds).toBeGreaterThanOrEqual(0);
      expect(oldestSeconds).toBeLessThan(60);
    });

    test('counts conversions that run', async () => {
      const { queue, newConsumer } = underTest();
      const begun = new Inbox<number>();
      const consumer = await newConsumer();
      await consumer.consume('convert', 2, async ({ payload, signal }) => {
        begun.put(payload.taskId);
        await untilAborted(signal);
      });
      await queue.sendAll('convert', [1, 2, 3].map(aConversion));
      await begun.takeMany(2);
      expect(await queue.depth()).toMatchObject({ queued: 1, active: 2 });
    });
  });
}
