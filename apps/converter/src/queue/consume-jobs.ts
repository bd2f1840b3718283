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
  await consumer.consume('sweep', 1, () => sweep(services));
}

/** What has expired first, so that a crash before the last file is mended by the next sweep. */
async function sweep({ expireTasks, removeExpiredUploads, sweepFiles }: Services): Promise<void> {
  await expireTasks.execute();
  await removeExpiredUploads.execute();
  await sweepFiles.execute();
}
