import { describe, expect, test } from 'vitest';
import { orAborted, untilAborted } from '../../src/index.ts';

const never = new Promise<never>(() => {});
const reason = new Error('stopping');

async function* numbers(onClose = () => {}) {
  try {
    yield 1;
    yield 2;
  } finally {
    onClose();
  }
}

async function collect<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('untilAborted', () => {
  test('yields what the source yields', async () => {
    const { signal } = new AbortController();

    expect(await collect(untilAborted(numbers(), signal))).toEqual([1, 2]);
    expect(await collect(untilAborted(numbers()))).toEqual([1, 2]);
  });

  test('throws what the source throws', async () => {
    const broken = (async function* () {
      yield 1;
      throw reason;
    })();

    await expect(collect(untilAborted(broken))).rejects.toBe(reason);
  });

  test("ends with the signal's reason while the source stalls", async () => {
    const aborter = new AbortController();
    const stalling = (async function* () {
      yield 1;
      yield await never;
    })();
    const pieces = untilAborted(stalling, aborter.signal);
    await pieces.next();
    const next = pieces.next();

    aborter.abort(reason);

    await expect(next).rejects.toBe(reason);
  });

  test('closes a source of which no more is taken', async () => {
    let isClosed = false;

    for await (const number of untilAborted(numbers(() => (isClosed = true)))) {
      expect(number).toBe(1);
      break;
    }

    expect(isClosed).toBe(true);
  });
});

describe('orAborted', () => {
  test('says what the promise says', async () => {
    const { signal } = new AbortController();

    await expect(orAborted(Promise.resolve(7), signal)).resolves.toBe(7);
    await expect(orAborted(Promise.reject(reason), signal)).rejects.toBe(reason);
  });

  test('does not wait when the signal has aborted', async () => {
    await expect(orAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
