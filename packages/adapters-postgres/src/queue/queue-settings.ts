import type { JobKind } from '@cloudconvert/core';
import type { Queue } from 'pg-boss';

const hour = 3600;
const day = 24 * hour;
/** A job that nobody takes is kept for as long as anybody could want it. */
const forLong = 365 * day;

/** Below pg-boss's smallest allowed time without a heartbeat, three may be lost. */
const heartbeatSeconds = 10;
export const heartbeatRefreshSeconds = 3;

export interface QueueSettings extends Omit<Queue, 'name'> {
  /** How often a consumer looks for jobs of which no notification came, such as retries. */
  readonly pollSeconds: number;
}

/** A dead letter queue comes before the one that names it. */
export const queueSettings: Readonly<Record<JobKind, QueueSettings>> = {
  // pg-boss copies no upper limit of a growing pause to dead letters, hence a pause that stays.
  'convert-given-up': {
    pollSeconds: 2,
    heartbeatSeconds,
    expireInSeconds: 300,
    retryLimit: 2880,
    retryDelay: 30,
    retryBackoff: false,
    retentionSeconds: forLong,
    deleteAfterSeconds: hour,
  },
  convert: {
    pollSeconds: 1,
    notify: true,
    heartbeatSeconds,
    // Two conversions of half an hour, since a job may wait for another one's, and its transfers.
    expireInSeconds: 3900,
    retryLimit: 5,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    deadLetter: 'convert-given-up',
    retentionSeconds: forLong,
    deleteAfterSeconds: hour,
    warningQueueSize: 50_000,
  },
  // Pauses of 10 s that double up to an hour: 30 of them last between 22 and 24 hours.
  notify: {
    pollSeconds: 2,
    notify: true,
    heartbeatSeconds,
    expireInSeconds: 120,
    retryLimit: 30,
    retryDelay: 10,
    retryBackoff: true,
    retryDelayMax: hour,
    deleteAfterSeconds: hour,
    warningQueueSize: 50_000,
  },
  ping: {
    pollSeconds: 2,
    notify: true,
    expireInSeconds: 10,
    retryLimit: 0,
    retentionSeconds: 60,
    deleteAfterSeconds: 300,
  },
  // One in the queue or at work at a time, whoever sends it.
  sweep: {
    pollSeconds: 30,
    policy: 'exclusive',
    heartbeatSeconds,
    expireInSeconds: 6 * hour,
    retryLimit: 1,
    retryDelay: 60,
    retryBackoff: false,
    deleteAfterSeconds: day,
  },
};

/** At a minute when fewer other things start than at the full hour. */
export const sweepSchedule = '17 * * * *';
