import type { IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { BodyPace } from '../../src/http/pace/body-pace.ts';
import { PaceGuard } from '../../src/http/pace/pace-guard.ts';

const limits = { idleMs: 30_000, windowMs: 60_000, minBytesPerSecond: 10_000, checkEveryMs: 1_000 };

describe('BodyPace', () => {
  /** After how many seconds a body is too slow that has `bytesAt(s)` bytes at second `s`. */
  const tooSlowAt = (bytesAt: (second: number) => number) => {
    const pace = new BodyPace(limits, 0);
    const seconds = Array.from({ length: 600 }, (_, index) => index + 1);
    return seconds.find((second) => !pace.advance(1_000, bytesAt(second)));
  };

  test('gives up after 30 seconds without a byte', () => {
    expect(tooSlowAt(() => 0)).toBe(30);
    expect(tooSlowAt((s) => Math.min(s, 10) * 50_000)).toBe(40);
  });

  test('gives up after a minute with a byte every 10 seconds', () => {
    expect(tooSlowAt((s) => Math.floor(s / 10))).toBe(60);
  });

  test('gives up in the first minute that is slower than 10 kB/s', () => {
    expect(tooSlowAt((s) => (s <= 120 ? s * 10_000 : 1_200_000 + (s - 120) * 9_999))).toBe(180);
  });

  test('bears what is just fast enough for ever', () => {
    expect(tooSlowAt((s) => s * 10_000)).toBeUndefined();
    expect(tooSlowAt((s) => Math.floor(s / 29) * 300_000)).toBeUndefined();
  });
});

describe('PaceGuard', () => {
  function aGuard() {
    let now = 0;
    const guard = new PaceGuard({ ...limits, checkEveryMs: 1_000 }, () => now);
    onTestFinished(() => guard.stop());
    const pass = (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        now += 1_000;
        guard.check();
      }
    };
    const freeze = (seconds: number) => {
      now += seconds * 1_000;
      guard.check();
    };
    return { guard, pass, freeze };
  }

  const aRequest = (state: { complete?: boolean; readableLength?: number } = {}) =>
    ({
      complete: false,
      readableLength: 0,
      socket: { bytesRead: 0 },
      ...state,
    }) as unknown as IncomingMessage;

  test('tells once of a body that is too slow', () => {
    const { guard, pass } = aGuard();
    const onTooSlow = vi.fn();
    guard.watch(aRequest(), onTooSlow);
    pass(29);
    expect(onTooSlow).not.toHaveBeenCalled();
    pass(60);
    expect(onTooSlow).toHaveBeenCalledOnce();
  });

  test.each([
    ['has come whole', { complete: true }],
    ['waits for our storage', { readableLength: 1 }],
  ])('bears a body that %s', (_what, state) => {
    const { guard, pass } = aGuard();
    const onTooSlow = vi.fn();
    guard.watch(aRequest(state), onTooSlow);
    pass(300);
    expect(onTooSlow).not.toHaveBeenCalled();
  });

  test('forgets what it need not watch any more', () => {
    const { guard, pass } = aGuard();
    const onTooSlow = vi.fn();
    guard.watch(aRequest(), onTooSlow)();
    pass(300);
    expect(onTooSlow).not.toHaveBeenCalled();
  });

  test('does not blame the client for time in which this process stood still', () => {
    const { guard, freeze } = aGuard();
    const onTooSlow = vi.fn();
    guard.watch(aRequest(), onTooSlow);
    freeze(300);
    expect(onTooSlow).not.toHaveBeenCalled();
  });
});
