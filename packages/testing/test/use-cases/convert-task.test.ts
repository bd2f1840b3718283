import {
  ConversionCrash,
  ConversionError,
  DomainError,
  resultKey,
  soundMissing,
  type Task,
} from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryJobConsumer } from '../../src/index.ts';
import { sound, stream, World } from './support/world.ts';

describe('a conversion', () => {
  let world: World;
  let task: Task;

  beforeEach(async () => {
    world = new World();
    task = await world.submit(await world.signUp('ada@example.com'));
  });

  afterEach(() => world.stop());

  const ended = async () => {
    await world.startConverter();
    await vi.waitFor(async () => {
      expect(['processed', 'failed']).toContain((await world.current(task))?.status);
    });
    await world.stop();
    return world.current(task);
  };

  it('ends with one result and one message with a link', async () => {
    expect(await ended()).toMatchObject({ status: 'processed', progress: 100, failure: null });
    expect(await world.stored('results')).toEqual([`results/${task.fileId}/1-0`]);
    await vi.waitFor(() => expect(world.mailer.sent).toHaveLength(1));
    expect(world.mailer.sent[0]).toMatchObject({
      to: 'ada@example.com',
      text: expect.stringContaining(`https://example.com/${task.fileId}?revision=1`),
    });
  });

  it('hands on what the result lacks, in the task and in the message', async () => {
    const warning = soundMissing(3, 2.7);
    world.transcoder.warnings = [warning];
    expect(await ended()).toMatchObject({ status: 'processed', warnings: [warning] });
    await vi.waitFor(() => expect(world.mailer.sent).toHaveLength(1));
    expect(world.mailer.sent[0]?.text).toContain(warning.message);
  });

  it.each([
    ['a storage that refuses at once', new DomainError('storage_unavailable', 'away')],
    ['a full disk', new Error('ENOSPC: no space left on device, mkdir')],
  ])('gives %s some time before it is tried again', async (_, trouble) => {
    vi.spyOn(world.storage, 'fetchTo').mockRejectedValueOnce(trouble);
    await expect(world.convertTask.execute(world.delivery(task, 0))).rejects.toBe(trouble);
    expect(world.pauses).toContain(15_000);
    await world.convertTask.execute(world.delivery(task, 1));
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
  });

  it('that can not succeed fails at once, with the reason in words and by mail', async () => {
    world.transcoder.step = async () => {
      throw new ConversionError('damaged', 'Invalid data found');
    };
    expect(await ended()).toMatchObject({
      status: 'failed',
      failure: { code: 'damaged', message: expect.stringContaining('damaged') },
    });
    expect(world.transcoder.conversions).toBe(1);
    expect(await world.stored('results')).toEqual([]);
    expect(world.mailer.sent[0]?.text).toContain('damaged');
  });

  it('that may succeed later is tried again', async () => {
    world.transcoder.step = async () => {
      if (world.transcoder.conversions === 1) throw new Error('out of memory');
    };
    expect(await ended()).toMatchObject({ status: 'processed' });
    expect(await world.stored('results')).toEqual([`results/${task.fileId}/1-1`]);
  });

  it('that crashes is tried once more', async () => {
    world.transcoder.step = async () => {
      if (world.transcoder.conversions === 1) throw new ConversionCrash('ended by SIGKILL');
    };
    expect(await ended()).toMatchObject({ status: 'processed' });
  });

  it('that crashes twice fails', async () => {
    world.transcoder.step = async () => {
      throw new ConversionCrash('ended by SIGSEGV');
    };
    expect(await ended()).toMatchObject({ status: 'failed', failure: { code: 'internal' } });
    expect(world.transcoder.conversions).toBe(2);
  });

  it('that is interrupted while it waits for better times ends at once', async () => {
    const stop = new AbortController();
    const trouble = new Error('no memory');
    world.transcoder.step = async () => {
      stop.abort();
      throw trouble;
    };
    const job = { ...world.delivery(task, 0), signal: stop.signal };
    await expect(world.convertTask.execute(job)).rejects.toBe(trouble);
  });

  it('that never succeeds is given up, with nothing left but the original', async () => {
    const left = resultKey(task.fileId, { revision: 1, attempt: 0 });
    await world.storage.write(left, stream(sound));
    world.transcoder.step = async () => {
      throw new Error('out of memory');
    };
    expect(await ended()).toMatchObject({ status: 'failed', failure: { code: 'internal' } });
    expect(world.transcoder.conversions).toBe(3);
    expect(await world.stored('results')).toEqual([]);
    expect(await world.stored('originals')).toHaveLength(1);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('shows its progress', async () => {
    const seen: number[] = [];
    world.transcoder.step = async ({ onProgress }) => {
      onProgress(42);
      await vi.waitFor(async () => {
        expect((await world.current(task))?.progress).toBe(42);
      });
      seen.push(42);
    };
    await ended();
    expect(seen).toEqual([42]);
  });

  it('makes room for the next one when only its result is left to be stored', async () => {
    const makeRoom = vi.fn();
    world.transcoder.step = async () => expect(makeRoom).not.toHaveBeenCalled();
    const storeFrom = vi.spyOn(world.storage, 'storeFrom');
    await world.convertTask.execute({ ...world.delivery(task, 0), makeRoom });
    expect(makeRoom).toHaveBeenCalledBefore(storeFrom);
  });

  it.each([
    { percent: 50, seconds: 10, hasMadeRoom: false },
    { percent: 96, seconds: 10, hasMadeRoom: true },
    { percent: 70, seconds: 1, hasMadeRoom: true },
    { percent: 0, seconds: 0, hasMadeRoom: false },
    // It had waited for its turn until then.
    { percent: 96, seconds: 5, waited: 300, hasMadeRoom: true },
  ])('has made room at $percent % after $seconds s: $hasMadeRoom', async (given) => {
    const makeRoom = vi.fn();
    world.transcoder.step = async ({ onProgress }) => {
      world.passHours((given.waited ?? 0) / 3600);
      onProgress(0);
      world.passHours(given.seconds / 3600);
      onProgress(given.percent);
      expect(makeRoom.mock.calls.length > 0).toBe(given.hasMadeRoom);
    };
    await world.convertTask.execute({ ...world.delivery(task, 0), makeRoom });
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
  });

  it('stops when its task is deleted, and leaves nothing', async () => {
    const stopped = Promise.withResolvers<unknown>();
    world.transcoder.step = async ({ signal }) => {
      await world.deleteTask.execute(task.userId, task.id);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      stopped.resolve(signal.reason);
    };
    await world.startConverter();
    expect(await stopped.promise).toMatchObject({ name: 'TaskLost' });
    await world.stop();
    expect(await world.stored('results')).toEqual([]);
    expect(await world.stored('originals')).toEqual([]);
    expect(world.mailer.sent).toEqual([]);
  });

  it('of an older format publishes nothing once the format was changed', async () => {
    world.transcoder.step = async ({ format }) => {
      if (format.name === 'ogg') await world.change(task, 'wav');
    };
    await world.startConverter();
    await vi.waitFor(async () => {
      expect((await world.current(task))?.status).toBe('processed');
    });
    await world.stop();
    expect(await world.current(task)).toMatchObject({ revision: 2, result: { format: 'wav' } });
    expect(await world.stored('results')).toEqual([`results/${task.fileId}/2-0`]);
    await vi.waitFor(() => expect(world.mailer.sent).toHaveLength(1));
  });

  it('whose converter was frozen meanwhile publishes nothing', async () => {
    const thawed = Promise.withResolvers<void>();
    world.transcoder.step = async () => {
      if (world.transcoder.conversions === 1) await thawed.promise;
    };
    // A frozen process doesn't notice that it lost the task.
    world.tasks.reportProgress = async () => true;
    const frozen = world.convertTask.execute(world.delivery(task, 0));
    await vi.waitFor(() => expect(world.transcoder.conversions).toBe(1));
    await world.convertTask.execute(world.delivery(task, 1));
    thawed.resolve();
    await frozen;
    expect(await world.current(task)).toMatchObject({
      status: 'processed',
      result: { key: `results/${task.fileId}/1-1` },
    });
    expect(await world.stored('results')).toEqual([`results/${task.fileId}/1-1`]);
    expect(world.jobs.sent('notify')).toHaveLength(1);
  });

  it('is not repeated when its converter breaks down after publishing', async () => {
    const consumer = new MemoryJobConsumer(world.jobs);
    let deliveries = 0;
    await consumer.consume('convert', 1, async (job) => {
      deliveries += 1;
      await world.convertTask.execute(job);
      throw new Error('broke down');
    });
    await vi.waitFor(async () => {
      expect((await world.current(task))?.status).toBe('processed');
    });
    await vi.waitFor(async () => {
      expect(await world.jobs.depth()).toMatchObject({ queued: 0, active: 0 });
    });
    await consumer.stop(1000);
    expect(deliveries).toBe(1);
  });

  it('removes what an attempt that was killed after storing left behind', async () => {
    const left = resultKey(task.fileId, { revision: 1, attempt: 0 });
    await world.storage.write(left, stream(sound));
    await world.convertTask.execute(world.delivery(task, 1));
    expect(await world.stored('results')).toEqual([`results/${task.fileId}/1-1`]);
  });

  it('that was handed back by a stopping converter goes on at another one', async () => {
    world.transcoder.step = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const first = await world.startConverter();
    await vi.waitFor(() => expect(world.transcoder.conversions).toBe(1));
    await first.stop(0);
    expect(await world.current(task)).toMatchObject({ status: 'processing' });
    world.transcoder.step = async () => {};
    expect(await ended()).toMatchObject({ status: 'processed' });
  });
});

describe('a message', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('that the server will never take is not tried again and hurts nothing', async () => {
    const task = await world.submit(await world.signUp('refused@example.com'));
    await world.convertTask.execute(world.delivery(task, 0));
    const [payload] = world.jobs.sent('notify');
    expect(payload).toBeDefined();
    if (payload)
      await world.sendNotification.execute({ ...world.delivery(task, 0), kind: 'notify', payload });
    expect((await world.current(task))?.status).toBe('processed');
    expect(world.logger.entries).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });

  it('waits for a mail server that is away', async () => {
    const task = await world.submit(await world.signUp());
    await world.convertTask.execute(world.delivery(task, 0));
    world.mailer.isAway = true;
    const job = { ...world.delivery(task, 0), kind: 'notify' as const };
    await expect(world.sendNotification.execute(job)).rejects.toThrow('away');
    world.mailer.isAway = false;
    await world.sendNotification.execute(job);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is not sent for a task that was deleted or changed meanwhile', async () => {
    const task = await world.submit(await world.signUp());
    await world.convertTask.execute(world.delivery(task, 0));
    await world.change(task, 'wav');
    await world.sendNotification.execute({ ...world.delivery(task, 0), kind: 'notify' });
    expect(world.mailer.sent).toEqual([]);
  });
});
