import type { ConverterRegistry, ConverterStatus } from '@cloudconvert/core';
import { MemoryConverterRegistry, MemoryLogger } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { RunningTasks } from '../../src/announcing/running-tasks.ts';

const running = new RunningTasks();
const status = (): ConverterStatus => ({
  ...{ id: 'converter', host: 'here', startedAt: new Date(0), concurrency: 2, formats: ['mp3'] },
  taskIds: running.ids,
});

/** Pauses that end when the test says so. */
function pauses() {
  const waiting: (() => void)[] = [];
  const pause = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      expect(milliseconds).toBe(3000);
      signal?.addEventListener('abort', () => reject(signal.reason));
      waiting.push(resolve);
    });
  return { pause, next: () => waiting.shift()?.() };
}

/** Resolves when what is ready to run has run. */
const settled = () => new Promise(setImmediate);

describe('a converter', () => {
  it('is announced at once, again with what it does then, and withdrawn', async () => {
    const registry = new MemoryConverterRegistry();
    const { pause, next } = pauses();
    const announcer = new Announcer({ registry, pause, logger: new MemoryLogger(), status });
    await announcer.start();
    expect(await registry.alive()).toMatchObject([{ id: 'converter', taskIds: [] }]);
    await running.during(7, async () => {
      next();
      await settled();
    });
    expect(await registry.alive()).toMatchObject([{ taskIds: [7] }]);
    await announcer.stop();
    expect(await registry.alive()).toEqual([]);
  });

  it('goes on when the registry is away', async () => {
    let calls = 0;
    const away = async () => {
      calls += 1;
      throw new Error('away');
    };
    const registry: ConverterRegistry = { announce: away, withdraw: away, alive: away };
    const logger = new MemoryLogger();
    const { pause, next } = pauses();
    const announcer = new Announcer({ registry, pause, logger, status });
    await announcer.start();
    next();
    await settled();
    await announcer.stop();
    expect(calls).toBe(3);
    expect(logger.entries.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn']);
  });
});

describe('running tasks', () => {
  it('are named once each while they run, whatever becomes of them', async () => {
    const tasks = new RunningTasks();
    const failing = tasks.during(1, async () => {
      await settled();
      throw new Error('failed');
    });
    const again = tasks.during(1, settled);
    const other = tasks.during(2, settled);
    expect(tasks.ids).toEqual([1, 2]);
    await Promise.allSettled([failing, again, other]);
    expect(tasks.ids).toEqual([]);
  });
});
