import {
  ConversionCrash,
  ConversionError,
  DomainError,
  MachineTrouble,
  type ReceivedJob,
  RetryLater,
  resultKey,
  soundMissing,
  type Task,
} from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryJobConsumer } from '../../src/index.ts';
import { HeldPauses } from './support/held-pauses.ts';
import { temporaryScratch } from './support/temporary-scratch.ts';
import { sound, stream, World } from './support/world.ts';

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

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
      id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.1\.processed$/),
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

  it('ends when the disk gets full, and is done when there is room again', async () => {
    const trouble = new DomainError('storage_full', 'full');
    const full = new AbortController();
    const { open } = temporaryScratch;
    vi.spyOn(temporaryScratch, 'open').mockImplementationOnce(async (attempt) => {
      return { ...(await open(attempt)), full: full.signal };
    });
    world.transcoder.step = async () => full.abort(trouble);
    const first = world.convertTask.execute(world.delivery(task, 0));
    await expect(first).rejects.toMatchObject({ name: 'RetryLater', cause: trouble });
    await world.convertTask.execute(world.delivery(task, 1));
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
  });

  it.each([
    ['a storage that is away', new DomainError('storage_unavailable', 'away')],
    ['a full storage', new DomainError('storage_full', 'full')],
    ['a full disk', new MachineTrouble('ENOSPC: no space left on device, mkdir')],
    ['a database that is away', new DomainError('database_unavailable', 'away')],
  ])('survives five deliveries with %s, each after a pause of the queue', async (_, trouble) => {
    const fetchTo = vi.spyOn(world.storage, 'fetchTo');
    for (let times = 0; times < 5; times += 1) fetchTo.mockRejectedValueOnce(trouble);
    expect(await ended()).toMatchObject({ status: 'processed' });
    expect(fetchTo).toHaveBeenCalledTimes(6);
    expect(world.pauses.filter((milliseconds) => milliseconds === 15_000)).toHaveLength(5);
  });

  it('that can not be claimed since the database is away is put off, too', async () => {
    const away = new DomainError('database_unavailable', 'away');
    vi.spyOn(world.tasks, 'claim').mockRejectedValueOnce(away);
    const work = world.convertTask.execute(world.delivery(task, 0));
    await expect(work).rejects.toMatchObject({ name: 'RetryLater', cause: away });
    await world.convertTask.execute(world.delivery(task, 1));
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
  });

  it('says when the trouble outlasts all deliveries that the upload is kept', async () => {
    const trouble = new DomainError('storage_unavailable', 'away');
    vi.spyOn(world.storage, 'fetchTo').mockRejectedValue(trouble);
    const failure = { code: 'unavailable', message: expect.stringContaining('kept') };
    expect(await ended()).toMatchObject({ status: 'failed', failure });
    expect(await world.stored('originals')).toHaveLength(1);
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

  it('that fails for a reason that nobody knows is tried twice more', async () => {
    world.transcoder.step = async () => {
      if (world.transcoder.conversions < 3) throw new Error('Invalid frame size');
    };
    expect(await ended()).toMatchObject({ status: 'processed' });
    expect(await world.stored('results')).toEqual([`results/${task.fileId}/1-2`]);
  });

  it('that fails three times for a reason that nobody knows has failed', async () => {
    world.transcoder.step = async () => {
      throw new Error('Invalid frame size');
    };
    const failure = { code: 'internal', message: expect.stringContaining('another program') };
    expect(await ended()).toMatchObject({ status: 'failed', failure });
    expect(world.transcoder.conversions).toBe(3);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('whose converter vanished three times is not begun a fourth time', async () => {
    for (const attempt of [0, 1, 2]) {
      await world.tasks.claim({ taskId: task.id, revision: 1, attempt });
    }
    await world.convertTask.execute(world.delivery(task, 3));
    expect(await world.current(task)).toMatchObject({ failure: { code: 'internal' } });
    expect(world.transcoder.conversions).toBe(0);
  });

  it('whose converter is killed three times ends', async () => {
    world.transcoder.step = () => new Promise(() => {});
    for (let kills = 1; kills <= 3; kills += 1) {
      const killed = new MemoryJobConsumer(world.jobs);
      const taken = Promise.withResolvers<ReceivedJob<'convert'>>();
      await killed.consume('convert', 1, (job) => {
        taken.resolve(job);
        return world.convertTask.execute(job);
      });
      const job = await taken.promise;
      await vi.waitFor(() => expect(world.transcoder.conversions).toBe(kills));
      world.jobs.fail(job, new Error('Its heartbeats stopped'));
    }
    expect(await ended()).toMatchObject({ status: 'failed', failure: { code: 'internal' } });
    expect(world.transcoder.conversions).toBe(3);
  });

  it('whose converter vanished three times can be asked for in another format', async () => {
    for (const attempt of [0, 1, 2]) {
      await world.tasks.claim({ taskId: task.id, revision: 1, attempt });
    }
    await world.convertTask.execute(world.delivery(await world.change(task, 'wav'), 3));
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
  });

  it('that ten stopping converters hand back is still no fault of its own', async () => {
    world.transcoder.step = ({ signal }) => untilAborted(signal);
    for (let stops = 1; stops <= 10; stops += 1) {
      const converter = await world.startConverter();
      await vi.waitFor(() => expect(world.transcoder.conversions).toBe(stops));
      await converter.stop(0);
    }
    world.transcoder.step = async () => {};
    expect(await ended()).toMatchObject({ status: 'processed' });
  });

  it('that is handed back at its third try has it still, however fast another one takes it', async () => {
    world.transcoder.step = async ({ signal }) => {
      if (world.transcoder.conversions < 3) throw new Error('Invalid frame size');
      if (world.transcoder.conversions === 3) await untilAborted(signal);
    };
    const first = await world.startConverter();
    await vi.waitFor(() => expect(world.transcoder.conversions).toBe(3));
    await world.startConverter();
    await first.stop(0);
    expect(await ended()).toMatchObject({ status: 'processed' });
    expect(world.transcoder.conversions).toBe(4);
  });

  it('takes a try back as soon as the database answers again', async () => {
    const away = new DomainError('database_unavailable', 'away');
    vi.spyOn(world.tasks, 'takeBackTry').mockRejectedValueOnce(away);
    vi.spyOn(world.unitOfWork, 'run').mockRejectedValueOnce(away);
    await expect(world.convertTask.execute(world.delivery(task, 0))).rejects.toThrow(RetryLater);
    expect(await world.tasks.countTries({ taskId: task.id, revision: 1 })).toBe(1);
    const other = await world.submit(await world.signUp());
    await world.convertTask.execute(world.delivery(other, 0));
    expect(await world.tasks.countTries({ taskId: task.id, revision: 1 })).toBe(0);
  });

  it('that is tried again keeps nobody from a place meanwhile', async () => {
    const begun: number[] = [];
    world.transcoder.step = async ({ taskId }) => {
      begun.push(taskId);
      if (taskId === task.id) throw new MachineTrouble('ENOSPC');
    };
    const other = await world.submit(await world.signUp());
    await world.startConverter();
    await vi.waitFor(async () => {
      expect((await world.current(other))?.status).toBe('processed');
    });
    expect(begun.slice(0, 2)).toEqual([task.id, other.id]);
    await world.stop();
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

  it('that fails leaves nothing but the original', async () => {
    const left = resultKey(task.fileId, { revision: 1, attempt: 0 });
    await world.storage.write(left, stream(sound));
    world.transcoder.step = async () => {
      throw new MachineTrouble('ENOMEM');
    };
    expect(await ended()).toMatchObject({ status: 'failed', failure: { code: 'unavailable' } });
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

describe('others', () => {
  const newTasks = async (world: World, count: number) =>
    Promise.all(Array.from({ length: count }, async () => world.submit(await world.signUp())));

  it('do not wait for six files that fail for a reason that nobody knows', async () => {
    const world = new World();
    const pauses = new HeldPauses();
    world.queuePause = pauses.pause;
    const begun: number[] = [];
    const failing = await newTasks(world, 6);
    const [other] = await newTasks(world, 1);
    world.transcoder.step = async ({ taskId }) => {
      begun.push(taskId);
      if (taskId !== other?.id) throw new Error('Invalid frame size');
    };
    await world.startConverter();
    await vi.waitFor(async () => {
      expect(other && (await world.current(other))?.status).toBe('processed');
    });
    expect(begun).toEqual([...failing, other].map((task) => task?.id));
    await vi.waitFor(async () => {
      pauses.pass(1000);
      const now = await Promise.all(failing.map((task) => world.current(task)));
      expect(now.map((task) => task?.failure?.code)).toEqual(Array(6).fill('internal'));
    }, 10_000);
    await world.stop();
    expect(world.transcoder.conversions).toBe(3 * 6 + 1);
  });

  it('are converted as well after the storage was away for a minute', async () => {
    const world = new World();
    const pauses = new HeldPauses();
    world.queuePause = pauses.pause;
    const tasks = await newTasks(world, 5);
    world.storage.isAway = true;
    await world.startConverter();
    for (let seconds = 0; seconds < 60; seconds += 15) {
      await vi.waitFor(() => expect(pauses.count).toBe(5), 10_000);
      expect(world.transcoder.conversions).toBe(0);
      if (seconds === 45) world.storage.isAway = false;
      pauses.pass(15_000);
    }
    await vi.waitFor(async () => {
      const now = await Promise.all(tasks.map((task) => world.current(task)));
      expect(now.map((task) => task?.status)).toEqual(Array(5).fill('processed'));
    }, 10_000);
    await world.stop();
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
