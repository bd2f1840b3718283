import {
  type Delivery,
  HandedBack,
  type JobConsumer,
  type JobHandler,
  type JobKind,
  type JobPayloads,
  type Logger,
  RetryLater,
} from '@cloudconvert/core';
import type { Job, PgBoss } from 'pg-boss';
import { settledWithin, within } from '../bounded.ts';
import { delayRetry } from './delay-retry.ts';
import { failureReport } from './failure-report.ts';
import { handBack, type NotedData, readNote } from './hand-back.ts';
import { JobPlaces } from './job-places.ts';
import type { PoolDatabase } from './pool-database.ts';
import { heartbeatRefreshSeconds, queueSettings } from './queue-settings.ts';

/** Bounds for a database that has gone silent. */
const handBackMs = 2000;
const settleMs = 1000;
/** Long enough to end what was started for a job, which SIGKILL does in the end. */
const cleanUpMs = 5000;

interface ConsumerOptions {
  readonly boss: PgBoss;
  readonly db: PoolDatabase;
  readonly logger: Logger;
  /** Instead of each queue's own. */
  readonly pollSeconds?: number | undefined;
}

/** Workers that do the same. */
interface Shift<K extends JobKind> {
  readonly kind: K;
  readonly handler: JobHandler<K>;
  readonly places: JobPlaces;
}

export class PgBossJobConsumer implements JobConsumer {
  readonly #options: ConsumerOptions;
  readonly #kinds = new Set<JobKind>();
  readonly #running = new Map<Delivery, Promise<void>>();
  readonly #abort = new AbortController();
  #isStopping = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  async consume<K extends JobKind>(
    kind: K,
    concurrency: number,
    handler: JobHandler<K>,
  ): Promise<void> {
    this.#kinds.add(kind);
    this.#options.db.startListening();
    const places: JobPlaces = new JobPlaces(concurrency, () => this.#addWorker(shift));
    const shift: Shift<K> = { kind, handler, places };
    await this.#startWorker(shift);
  }

  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    const { boss } = this.#options;
    const drained = Promise.all([...this.#kinds].map((kind) => boss.offWork(kind)));
    await settledWithin(graceMs, drained);
    // Before the abort, so that a handler's rejection finds nothing left to fail.
    await this.#handBack([...this.#running.keys()], { haveBegun: true });
    this.#abort.abort(new HandedBack());
    await settledWithin(cleanUpMs, Promise.allSettled(this.#running.values()));
    await settledWithin(settleMs, drained);
  }

  /** One worker has one job at a time, and its own name to be woken by. */
  async #startWorker<K extends JobKind>(shift: Shift<K>): Promise<void> {
    const { kind } = shift;
    const worker: string = await this.#options.boss.work<NotedData<JobPayloads[K]>>(
      kind,
      this.#workOptions(kind),
      async (jobs) => {
        for (const job of jobs) await this.#work(shift, worker, job);
      },
    );
  }

  async #work<K extends JobKind>(
    shift: Shift<K>,
    worker: string,
    job: Job<NotedData<JobPayloads[K]>>,
  ): Promise<void> {
    const { boss } = this.#options;
    let isPutOff = false;
    shift.places.begin(job);
    try {
      await this.#process(shift, job);
    } catch (error) {
      isPutOff = error instanceof RetryLater;
      throw failureReport(error);
    } finally {
      if (!shift.places.end(job)) void boss.offWork(shift.kind, { id: worker, wait: false });
      // There may be more to do: pg-boss would look only at the next poll. That is soon enough for a
      // job that may meet the same trouble.
      else if (!isPutOff) boss.notifyWorker(worker);
    }
  }

  #addWorker<K extends JobKind>(shift: Shift<K>): void {
    if (this.#isStopping) return;
    this.#startWorker(shift).catch((err: unknown) => {
      this.#options.logger.error({ err, kind: shift.kind }, 'no worker could be started');
    });
  }

  #workOptions(kind: JobKind) {
    const { pollSeconds, heartbeatSeconds } = queueSettings[kind];
    const pollingIntervalSeconds = this.#options.pollSeconds ?? pollSeconds;
    return {
      batchSize: 1,
      pollingIntervalSeconds,
      notifyPollingIntervalSeconds: pollingIntervalSeconds,
      ...(heartbeatSeconds === undefined ? {} : { heartbeatRefreshSeconds }),
    };
  }

  async #process<K extends JobKind>(
    { kind, handler, places }: Shift<K>,
    job: Job<NotedData<JobPayloads[K]>>,
  ): Promise<void> {
    const delivery = { kind, id: job.id, attempt: job.retryCount };
    if (this.#isStopping) return this.#refuse(delivery);
    const { payload, handedBack } = readNote<JobPayloads[K]>(job.data);
    const signal = AbortSignal.any([job.signal, this.#abort.signal]);
    const makeRoom = () => places.makeRoom(job);
    const handling = handler({ ...delivery, kind, payload, handedBack, signal, makeRoom });
    this.#running.set(delivery, handling);
    try {
      await handling;
    } catch (error) {
      if (error instanceof RetryLater) await this.#delay(delivery, error.seconds);
      this.#report(delivery, error);
      throw error;
    } finally {
      this.#running.delete(delivery);
    }
  }

  /** It was on its way here when the process began to stop. Resolving would count as done. */
  async #refuse(delivery: Delivery): Promise<never> {
    await this.#handBack([delivery], { haveBegun: false });
    throw new Error('The process stops');
  }

  async #handBack(
    deliveries: readonly Delivery[],
    { haveBegun }: { readonly haveBegun: boolean },
  ): Promise<void> {
    if (deliveries.length === 0) return;
    const { db, logger } = this.#options;
    try {
      const { channel } = db;
      await within(handBackMs, handBack(db, deliveries, { channel, haveBegun }));
      logger.info({ jobs: deliveries }, 'jobs handed back');
    } catch (error) {
      // Their heartbeats stop with this process; that hands them over, too, only later.
      logger.error({ err: error, jobs: deliveries }, 'jobs not handed back');
    }
  }

  async #delay(delivery: Delivery, seconds: number): Promise<void> {
    const { db, logger } = this.#options;
    await within(settleMs, delayRetry(db, delivery, seconds)).catch((err: unknown) => {
      logger.warn({ ...delivery, err, event: 'job.retry_not_delayed' }, 'retry not delayed');
    });
  }

  #report(delivery: Delivery, error: unknown): void {
    const { logger } = this.#options;
    if (this.#abort.signal.aborted) logger.info({ ...delivery }, 'job stopped');
    else if (error instanceof RetryLater) {
      logger.warn({ ...delivery, err: error, event: 'job.put_off' }, 'job put off');
    } else logger.warn({ ...delivery, err: error, event: 'job.failed' }, 'job failed');
  }
}
