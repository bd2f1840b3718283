import { setTimeout as sleep } from 'node:timers/promises';
import {
  type OpenedJobQueue,
  openJobQueue,
  PgTaskRepository,
  PgUnitOfWork,
} from '@cloudconvert/adapters-postgres';
import { ConvertFile, ConvertTask } from '@cloudconvert/core';
import type { Pool } from './scale-database.ts';
import { silentLogger } from './silent-logger.ts';
import { VoidFileStorage } from './void-file-storage.ts';

/** Hears of each task that has been claimed or has ended, as soon as it was. */
interface Events {
  readonly onClaimed?: (taskId: number) => void;
  readonly onEnded?: () => void;
}

export interface Converter {
  /** Begins to convert with so many workers. */
  start(workers: number, events: Events): Promise<void>;
  readonly queue: OpenedJobQueue['queue'];
  close(): Promise<void>;
}

/** All that a converter does with the database, and nothing of what it does with files. */
export async function openConverter(pool: Pool): Promise<Converter> {
  const { queue, consumer, close } = await openJobQueue({
    pool,
    logger: silentLogger,
    supervise: true,
  });
  const start = async (workers: number, { onClaimed, onEnded }: Events) => {
    const convertTask = composeConvertTask(pool, queue, onClaimed);
    await consumer.consume('convert', workers, async (job) => {
      await convertTask.execute(job);
      onEnded?.();
    });
  };
  return { start, queue, close };
}

function composeConvertTask(
  pool: Pool,
  queue: OpenedJobQueue['queue'],
  onClaimed: Events['onClaimed'],
): ConvertTask {
  const storage = new VoidFileStorage();
  const full = new AbortController().signal;
  const scratch = {
    open: async ({ taskId }: { readonly taskId: number }) => {
      onClaimed?.(taskId);
      return { input: '', output: '', full, remove: async () => {} };
    },
  };
  const transcoder = {
    formats: async () => new Set<never>(),
    transcode: async () => ({ duration: 0, warnings: [] }),
  };
  return new ConvertTask({
    tasks: new PgTaskRepository(pool),
    unitOfWork: new PgUnitOfWork(pool, queue),
    storage,
    files: new ConvertFile({ storage, scratch, transcoder }),
    clock: () => new Date(),
    pause: (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }),
    logger: silentLogger,
  });
}
