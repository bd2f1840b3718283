import {
  CheckHealth,
  DomainError,
  GetBenchmark,
  GetConverterHealth,
  PingConverters,
  StartBenchmark,
} from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryJobConsumer } from '../../src/index.ts';
import { sound, stream, World } from './support/world.ts';

describe('a benchmark', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  afterEach(() => world.stop());

  const start = async (taskNumber: number, newFormat = 'wav') => {
    const upload = await world.receiveUpload.execute(stream(sound));
    const request = { upload, fileName: 'song.mp3', newFormat, taskNumber, requestId: 'r' };
    await new StartBenchmark(world).execute(request);
  };

  it('makes all its tasks share one file, and sends no mail', async () => {
    await start(20);
    expect(await world.stored('originals')).toHaveLength(1);
    const benchmark = new GetBenchmark(world.benchmarks);
    await world.startConverter();
    await vi.waitFor(async () => {
      const tasks = await Array.fromAsync(benchmark.tasks());
      expect(tasks.map(({ status }) => status)).toEqual(Array(20).fill('processed'));
    }, 20_000);
    await world.stop();
    expect(await benchmark.countByMinute()).toEqual([{ min: 1, count: 20 }]);
    expect(await world.stored('results')).toHaveLength(20);
    expect(world.mailer.sent).toEqual([]);
  });

  it('makes nobody wait who needs a file', async () => {
    const order: number[] = [];
    world.transcoder.step = async ({ taskId }) => void order.push(taskId);
    await start(3);
    const { id } = await world.submit(await world.signUp());
    await world.submit(await world.signUp());
    await world.startConverter();
    await vi.waitFor(() => expect(order).toHaveLength(5));
    await world.stop();
    expect(order[0]).toBe(id);
    expect(order.slice(0, 2)).not.toContain(1);
  });

  it('shows the newest one only', async () => {
    await start(3);
    await start(2, 'mp3');
    const tasks = await Array.fromAsync(new GetBenchmark(world.benchmarks).tasks());
    expect(tasks.map(({ newFormat }) => newFormat)).toEqual(['mp3', 'mp3']);
  });

  it('keeps nothing of one that is refused', async () => {
    await expect(start(3, 'xyz')).rejects.toMatchObject({ code: 'unsupported_format' });
    expect(await world.stored('originals')).toEqual([]);
    expect(world.jobs.sent('convert')).toEqual([]);
  });
});

describe('health', () => {
  const world = new World();
  const check = (probeDatabase: () => Promise<void>) =>
    new CheckHealth({ ...world, probeDatabase }).execute();

  it('is OK when database and storage answer', async () => {
    expect(await check(async () => {})).toEqual({ database: 'OK', storage: 'OK' });
  });

  it('names the part that does not', async () => {
    const away = () => Promise.reject(new DomainError('database_unavailable', 'away'));
    expect(await check(away)).toEqual({ database: 'unavailable', storage: 'OK' });
    world.storage.isAway = true;
    expect(await check(async () => {})).toEqual({ database: 'OK', storage: 'unavailable' });
    world.storage.isAway = false;
  });

  it('says that a storage is full', async () => {
    const full = new DomainError('storage_full', 'full');
    vi.spyOn(world.storage, 'check').mockRejectedValueOnce(full);
    expect(await check(async () => {})).toEqual({ database: 'OK', storage: 'full' });
  });

  it('of converters tells which are alive, and what waits for them', async () => {
    await world.submit(await world.signUp());
    const health = await new GetConverterHealth(world).execute();
    expect(health).toMatchObject({ converters: [], queue: { queued: 1, active: 0 } });
  });
});

describe('a ping', () => {
  const ping = (world: World) =>
    new PingConverters({
      ...world,
      newId: () => '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11',
      pause: async (milliseconds) => {
        world.now = new Date(world.now.getTime() + milliseconds);
        await new Promise((resolve) => setImmediate(resolve));
      },
    }).execute('r');

  it('is answered by a converter', async () => {
    const world = new World();
    const consumer = new MemoryJobConsumer(world.jobs);
    await consumer.consume('ping', 1, async () => {});
    expect(await ping(world)).toMatchObject({ answeredInMs: expect.any(Number) });
    await consumer.stop(0);
  });

  it('says so when none answers', async () => {
    expect(await ping(new World())).not.toHaveProperty('answeredInMs');
  });
});
