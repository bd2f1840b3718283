import { pause } from '@cloudconvert/testing';
import { expect, test } from 'vitest';

const reason = new Error('stopping');

test('ends with the reason of a signal that aborts', async () => {
  const aborter = new AbortController();
  const pausing = pause(60_000, aborter.signal);

  aborter.abort(reason);

  await expect(pausing).rejects.toBe(reason);
});

test('does not begin where the signal has aborted', async () => {
  await expect(pause(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('ends by itself', async () => {
  await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
});
