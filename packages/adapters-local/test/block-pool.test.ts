import { expect, onTestFinished, test, vi } from 'vitest';
import { BlockPool } from '../src/storage/block-pool.ts';

function takeAll(pool: BlockPool) {
  const taken = [];
  for (let block = pool.take(); block; block = pool.take()) taken.push(block);
  return taken;
}

test('there are so many blocks and no more, again when they were given back', () => {
  const pool = new BlockPool({ blocks: 4, blockBytes: 10 });
  const taken = takeAll(pool);
  expect(taken.map(({ length }) => length)).toEqual([10, 10, 10, 10]);
  for (const block of taken) pool.giveBack(block);
  expect(new Set(takeAll(pool))).toEqual(new Set(taken));
});

test('the memory of those that nobody uses is given back after a while', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const pool = new BlockPool({ blocks: 4, blockBytes: 10 });
  const taken = takeAll(pool);
  const inUse = taken.pop();
  for (const block of taken) pool.giveBack(block);
  vi.advanceTimersByTime(1_000);
  expect(taken.map(({ length }) => length).sort()).toEqual([0, 0, 0]);
  expect(inUse).toHaveLength(10);
  expect(takeAll(pool).map(({ length }) => length)).toEqual([10, 10, 10]);
});
