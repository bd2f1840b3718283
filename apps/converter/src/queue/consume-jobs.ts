import type { JobConsumer, Logger } from '@cloudconvert/core';
import type { RunningTasks } from '../announcing/running-tasks.ts';
import type { Services } from '../services.ts';

export interface Workplace {
  readonly consumer: JobConsumer;
  readonly services: Services;
  readonly running: RunningTasks;
  readonly logger: Logger;
  /** How many conversions are taken at once, those that only fetch or store their files included. */
  readonly conversions: number;
}

/** Mail waits for mail servers, so it has places of its own and never takes one of a conversion. */
const notifyConcurrency = 4;

/** Leads each kind of job to its use case. */
export async function consumeJobs(workplace: Workplace): Promise<void> {
  const { consumer, services, running, logger, conversions } = workplace;
  const { convertTask, giveUpTask, sendNotification } = services;
  await consumer.consume('ping', 1, async ({ id, payload }) => {
    logger.info({ id, requestId: payload.requestId }, 'pong');
  });
  await consumer.consume('convert', conversions, (job) =>
    running.during(job.payload.taskId, () => convertTask.execute(job)),
  );
  await consumer.consume('convert-given-up', 1, (job) => giveUpTask.execute(job));
  await consumer.consume('notify', notifyConcurrency, (job) => sendNotification.execute(job));
  await consumer.consume('sweep', 1, ({ signal }) => sweep(services, signal));
}

/** What has expired first, so that a crash before the last file is mended by the next sweep. */
async function sweep(services: Services, signal: AbortSignal): Promise<void> {
  const { expireTasks, removeExpiredUploads, sweepFiles } = services;
  const errors: unknown[] = [];
  for (const useCase of [expireTasks, removeExpiredUploads, sweepFiles]) {
    // One that fails again and again keeps the others from nothing.
    await useCase.execute(signal).catch((error: unknown) => errors.push(error));
  }
  signal.throwIfAborted();
  if (errors.length > 0) throw new AggregateError(errors, 'a sweep failed in part');
}
