import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoundedLine } from '../src/bounded-line.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A line in which one is served at a time, and what was begun in which order. */
function open({ waiting = 10 } = {}) {
  const line = new BoundedLine({ running: 1, waiting });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const come = (name: string, signal?: AbortSignal) =>
    line.run(async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
    }, signal);
  const endOne = async (next: string) => {
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    ends.pop()?.();
    await vi.waitFor(() => expect(begun.at(-1)).toBe(next));
  };
  return { come, endOne, begun, ends };
}

test('who came first is served first', async () => {
  const { come, endOne } = open();
  for (const name of ['a', 'b', 'c']) void come(name);
  await endOne('b');
  await endOne('c');
});

test('who came last has every other turn once the first has waited for long', async () => {
  const { come, endOne } = open();
  for (const name of ['a', 'b', 'c', 'd']) void come(name);
  vi.advanceTimersByTime(8001);
  void come('e');
  await endOne('e');
  await endOne('b');
  await endOne('d');
  await endOne('c');
});

test('who gives up leaves the line, which has room for another one then', async () => {
  const { come, endOne, begun } = open({ waiting: 2 });
  const patience = new AbortController();
  void come('a');
  const impatient = come('b', patience.signal);
  void come('c');
  await expect(come('d')).rejects.toMatchObject({ code: 'busy' });
  patience.abort(new Error('I go'));
  await expect(impatient).rejects.toThrow('I go');
  void come('e');
  await endOne('c');
  await endOne('e');
  expect(begun).not.toContain('b');
});

test('whose turn does not come within a minute is told to come again', async () => {
  const { come, endOne, begun } = open();
  void come('a');
  const late = come('b');
  const refused = expect(late).rejects.toMatchObject({ code: 'busy' });
  vi.advanceTimersByTime(60_000);
  await refused;
  void come('c');
  await endOne('c');
  expect(begun).not.toContain('b');
});

test('who has given up before is not let in', async () => {
  const { come, begun } = open();
  await expect(come('a', AbortSignal.abort(new Error('I go')))).rejects.toThrow('I go');
  expect(begun).toEqual([]);
});

test('who gives up after the turn came changes nothing', async () => {
  const { come, endOne, ends } = open();
  const patience = new AbortController();
  void come('a');
  const served = come('b', patience.signal);
  await endOne('b');
  patience.abort();
  ends.pop()?.();
  await expect(served).resolves.toBeUndefined();
});
