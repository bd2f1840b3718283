import { DomainError } from '@cloudconvert/core';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RoomWatch } from '../../src/scratch/room-watch.ts';

const full = new DomainError('storage_full', 'full');

describe('a watch over the room on the disk', () => {
  let trouble: Error | undefined;
  let watch: RoomWatch;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    trouble = undefined;
    watch = new RoomWatch(async () => {
      if (trouble) throw trouble;
    });
  });

  async function look(): Promise<void> {
    vi.advanceTimersToNextTimer();
    await new Promise(setImmediate);
  }

  it('lets nothing begin without room', async () => {
    trouble = full;
    await expect(watch.begin()).rejects.toBe(full);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets the newest work make room first, and the oldest last', async () => {
    const works = [await watch.begin(), await watch.begin(), await watch.begin()];
    const stopped = () => works.map((work) => work.full.aborted);
    await look();
    expect(stopped()).toEqual([false, false, false]);
    trouble = full;
    await look();
    expect(stopped()).toEqual([false, false, true]);
    expect(works[2]?.full.reason).toBe(full);
    await look();
    expect(stopped()).toEqual([false, true, true]);
    trouble = undefined;
    await look();
    expect(stopped()).toEqual([false, true, true]);
  });

  it('stops nothing because the disk can not be asked', async () => {
    const work = await watch.begin();
    trouble = new Error('EIO: i/o error, statfs');
    await look();
    expect(work.full.aborted).toBe(false);
  });

  it('ends with the last work', async () => {
    const [first, second] = [await watch.begin(), await watch.begin()];
    first.end();
    expect(vi.getTimerCount()).toBe(1);
    second.end();
    second.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
