import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@cloudconvert/core';
import { MemoryLogger } from '@cloudconvert/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { clearHourly } from '../../src/scratch/clear-hourly.ts';
import { FsScratchSpace } from '../../src/scratch/fs-scratch-space.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const probeRoom = async () => {};
const attempt = { taskId: 7, revision: 2, attempt: 1 };

async function space() {
  const root = join(temporaryDirectory(), 'scratch');
  return {
    root,
    scratch: await FsScratchSpace.prepare({ root, leftoverAfterMs: 1000, probeRoom }),
  };
}

describe('a scratch directory', () => {
  it('is for nobody else to read and holds nothing', async () => {
    const { root, scratch } = await space();
    const { input, output } = await scratch.open(attempt);
    const directory = join(root, '7-2-1');
    expect([input, output]).toEqual([join(directory, 'in'), join(directory, 'out')]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is removed with all that is in it, also twice', async () => {
    const { root, scratch } = await space();
    const directory = await scratch.open(attempt);
    writeFileSync(directory.input, 'sound');
    await directory.remove();
    await directory.remove();
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('opening', () => {
  it('is refused without room, and leaves nothing', async () => {
    const root = join(temporaryDirectory(), 'scratch');
    const trouble = new DomainError('storage_full', 'full');
    const full = () => Promise.reject(trouble);
    const scratch = await FsScratchSpace.prepare({ root, leftoverAfterMs: 1000, probeRoom: full });
    await expect(scratch.open(attempt)).rejects.toBe(trouble);
    expect(readdirSync(root)).toEqual([]);
  });

  it('removes what earlier attempts at the task left behind, and nothing else', async () => {
    const { root, scratch } = await space();
    const kept = ['7-2-2', '7-3-0', '8-1-0', '77-1-0', 'something'];
    for (const name of ['7-1-5', '7-2-0', '7-2-1', ...kept]) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'in'), 'left behind');
    }
    await scratch.open(attempt);
    expect(readdirSync(root).sort()).toEqual([...kept, '7-2-1'].sort());
    expect(readdirSync(join(root, '7-2-1'))).toEqual([]);
  });
});

describe('preparing', () => {
  const hours = 3600 * 1000;

  async function prepareAfter(leftoverAfterMs: number) {
    const root = temporaryDirectory();
    const twoHoursAgo = new Date(Date.now() - 2 * hours);
    for (const name of ['1-1-0', '2-1-0', 'mine']) mkdirSync(join(root, name));
    for (const name of ['1-1-0', 'mine']) utimesSync(join(root, name), twoHoursAgo, twoHoursAgo);
    await FsScratchSpace.prepare({ root, leftoverAfterMs, probeRoom });
    return readdirSync(root).sort();
  }

  it('removes what no conversion can be using any more', async () => {
    expect(await prepareAfter(1.5 * hours)).toEqual(['2-1-0', 'mine']);
  });

  it('leaves what another converter may be using', async () => {
    expect(await prepareAfter(2.5 * hours)).toEqual(['1-1-0', '2-1-0', 'mine']);
  });
});

describe('clearing', () => {
  it('goes on each hour for what is left by those who die later', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { root, scratch } = await space();
    const end = clearHourly(scratch, new MemoryLogger());
    mkdirSync(join(root, '1-1-0'));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(root, '1-1-0'), longAgo, longAgo);
    vi.advanceTimersByTime(3_600_000);
    await vi.waitFor(() => expect(readdirSync(root)).toEqual([]));
    await end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
