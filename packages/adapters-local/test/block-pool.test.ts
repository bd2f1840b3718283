import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { BlockPool } from '../src/storage/block-pool.ts';

function takeAll(pool: BlockPool) {
  const taken = [];
  for (let block = pool.take(); block; block = pool.take()) taken.push(block);
  return taken;
}

const lengths = (blocks: readonly Buffer[]) => blocks.map(({ length }) => length);

let pool: BlockPool;

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  pool = new BlockPool({ blocks: 4, blockBytes: 10 });
});

test('there are so many blocks and no more, again when they were given back', () => {
  const taken = takeAll(pool);
  expect(lengths(taken)).toEqual([10, 10, 10, 10]);
  for (const block of taken) pool.giveBack(block);
  expect(new Set(takeAll(pool))).toEqual(new Set(taken));
});

test('the memory of those that nobody wants is given back after a while', () => {
  const [inUse, ...idle] = takeAll(pool);
  for (const block of idle) pool.giveBack(block);
  vi.advanceTimersByTime(2_000);
  expect(lengths(idle)).toEqual([0, 0, 0]);
  expect(inUse).toHaveLength(10);
  expect(lengths(takeAll(pool))).toEqual([10, 10, 10]);
});

test('those that are wanted now and then stay', () => {
  const blocks = takeAll(pool);
  for (const block of blocks) pool.giveBack(block);
  const users = [pool.take(), pool.take()];
  for (let ms = 0; ms < 5_000; ms += 500) {
    for (const block of users) if (block) pool.giveBack(block);
    users.splice(0, 2, pool.take(), pool.take());
    vi.advanceTimersByTime(500);
  }
  expect(lengths(blocks)).toEqual([0, 0, 10, 10]);
});
