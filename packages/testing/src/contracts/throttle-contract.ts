import { randomUUID } from 'node:crypto';
import { DomainError, type Limit, type Throttle } from '@cloudconvert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strangeTexts } from './support/absent.ts';

/** One implementation, ready for use. */
export interface ThrottleSubject {
  readonly throttle: Throttle;
  /** Makes all that happened so far lie as many seconds further back. */
  passTime(seconds: number): Promise<void>;
  close?(): Promise<void>;
}

export function throttleContract(name: string, open: () => Promise<ThrottleSubject>): void {
  describe(`${name} as a Throttle`, () => {
    let subject: ThrottleSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject?.close?.());
    describeSpending(() => subject);
    describeChecking(() => subject);
    describeTime(() => subject);
  });
}

type UnderTest = () => ThrottleSubject;

function aLimit(overrides: Partial<Limit> = {}): Limit {
  return { name: `limit-${randomUUID()}`, points: 3, windowSeconds: 60, ...overrides };
}

async function spendAll({ throttle }: ThrottleSubject, limit: Limit, subject: string) {
  for (let n = 0; n < limit.points; n += 1) await throttle.spend(limit, subject);
}

/** How many seconds a refusal tells to wait. */
async function waitOf(call: Promise<void>): Promise<number> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({ code: 'too_many_requests' });
  return (error instanceof DomainError ? error.retryAfterSeconds : undefined) ?? Number.NaN;
}

function describeSpending(underTest: UnderTest): void {
  test('takes as many points as there are, then refuses until the window ends', async () => {
    const limit = aLimit();
    await spendAll(underTest(), limit, 'ada');
    const wait = await waitOf(underTest().throttle.spend(limit, 'ada'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(limit.windowSeconds);
  });

  test('gives no point twice to those who come at once', async () => {
    const limit = aLimit({ points: 5 });
    const { throttle } = underTest();
    const calls = Array.from({ length: 20 }, () => throttle.spend(limit, 'ada'));
    const settled = await Promise.allSettled(calls);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('counts each subject for itself', async () => {
    const limit = aLimit();
    await spendAll(underTest(), limit, 'ada');
    await expect(underTest().throttle.spend(limit, 'bob')).resolves.toBeUndefined();
  });

  test('counts each limit for itself', async () => {
    await spendAll(underTest(), aLimit(), 'ada');
    await expect(underTest().throttle.spend(aLimit(), 'ada')).resolves.toBeUndefined();
  });

  test.each(strangeTexts)('takes a subject of %s', async (_, subject) => {
    const limit = aLimit({ points: 1 });
    await underTest().throttle.spend(limit, subject);
    await waitOf(underTest().throttle.spend(limit, subject));
  });

  test('gives all points back on reset', async () => {
    const limit = aLimit();
    await spendAll(underTest(), limit, 'ada');
    await underTest().throttle.reset(limit, 'ada');
    await expect(spendAll(underTest(), limit, 'ada')).resolves.toBeUndefined();
  });

  test('resets nothing where nothing was spent', async () => {
    await expect(underTest().throttle.reset(aLimit(), 'ada')).resolves.toBeUndefined();
  });
}

function describeChecking(underTest: UnderTest): void {
  test('takes no points', async () => {
    const limit = aLimit();
    for (let n = 0; n < 10; n += 1) await underTest().throttle.check(limit, 'ada');
    await expect(spendAll(underTest(), limit, 'ada')).resolves.toBeUndefined();
  });

  test('passes while there is a point left', async () => {
    const limit = aLimit({ points: 2 });
    await underTest().throttle.spend(limit, 'ada');
    await expect(underTest().throttle.check(limit, 'ada')).resolves.toBeUndefined();
  });

  test('refuses when the points are used up', async () => {
    const limit = aLimit();
    await spendAll(underTest(), limit, 'ada');
    const wait = await waitOf(underTest().throttle.check(limit, 'ada'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(limit.windowSeconds);
  });
}

function describeTime(underTest: UnderTest): void {
  test('gives the points back when the window ends', async () => {
    const limit = aLimit();
    await spendAll(underTest(), limit, 'ada');
    await underTest().passTime(limit.windowSeconds + 1);
    await expect(underTest().throttle.check(limit, 'ada')).resolves.toBeUndefined();
    await expect(spendAll(underTest(), limit, 'ada')).resolves.toBeUndefined();
  });

  test('keeps who used up the points waiting for as long as the limit says', async () => {
    const limit = aLimit({ blockSeconds: 3600 });
    await spendAll(underTest(), limit, 'ada');
    await underTest().passTime(limit.windowSeconds + 1);
    const wait = await waitOf(underTest().throttle.check(limit, 'ada'));
    expect(wait).toBeGreaterThan(3600 - limit.windowSeconds - 60);
    expect(wait).toBeLessThanOrEqual(3600 - limit.windowSeconds);
    await waitOf(underTest().throttle.spend(limit, 'ada'));
    await underTest().passTime(3600);
    await expect(underTest().throttle.spend(limit, 'ada')).resolves.toBeUndefined();
  });

  test('does not let tries during the wait lengthen it', async () => {
    const limit = aLimit({ blockSeconds: 3600 });
    await spendAll(underTest(), limit, 'ada');
    await underTest().passTime(1000);
    const wait = await waitOf(underTest().throttle.spend(limit, 'ada'));
    expect(wait).toBeLessThanOrEqual(2600);
  });
}
