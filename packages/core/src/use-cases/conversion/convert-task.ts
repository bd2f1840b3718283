import { type ResultVersion, resultKey } from '../../files/file-key.ts';
import { removeResults } from '../../files/remove-results.ts';
import { formatNamed } from '../../formats/find-format.ts';
import type { Clock, Pause } from '../../ports/clock.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { ReceivedJob } from '../../ports/job-consumer.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Outcome, TaskRepository } from '../../ports/task-repository.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import { ConversionCrash } from '../../tasks/conversion-crash.ts';
import { ConversionError } from '../../tasks/conversion-error.ts';
import type { Task, TaskAttempt } from '../../tasks/task.ts';
import { failureOf } from '../../tasks/task-failure.ts';
import type { ConvertFile } from './convert-file.ts';
import { holdTask, TaskLost } from './task-lease.ts';
import { whenNearlyDone } from './when-nearly-done.ts';

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly unitOfWork: UnitOfWork;
  readonly storage: FileStorage;
  readonly files: ConvertFile;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly logger: Logger;
}

/** Six deliveries then last two minutes, in which a restart, or somebody who frees a disk, may help. */
const troubleMs = 15_000;

/** One delivery of a `convert` job, from claim to publication. */
export class ConvertTask {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Resolves when the task has ended or is no longer this attempt's; rejects when trying again may
   * help.
   */
  async execute(job: ReceivedJob<'convert'>): Promise<void> {
    const { taskId, revision, requestId } = job.payload;
    const attempt = { taskId, revision, attempt: job.attempt };
    const logger = this.#deps.logger.child({ requestId, ...attempt });
    const task = await this.#deps.tasks.claim(attempt);
    if (!task) return logger.info({}, 'task is gone or ended; nothing to convert');
    logger.info({ newFormat: task.newFormat, size: task.original.size }, 'conversion started');
    const outcome = await this.#convert(task, attempt, job, logger);
    if (outcome) await this.#publish(task, attempt, outcome, job, logger);
  }

  async #convert(
    task: Task,
    attempt: TaskAttempt,
    job: ReceivedJob<'convert'>,
    logger: Logger,
  ): Promise<Outcome | undefined> {
    try {
      return await this.#produceResult(task, attempt, job);
    } catch (error) {
      const reason = reasonIn(error, job);
      if (reason) return failed(reason, logger);
      if (!(error instanceof TaskLost)) throw await this.#afterTrouble(error, job.signal);
      logger.info({}, 'task was deleted or changed; conversion stopped');
      await this.#deps.storage.delete(resultKey(task.fileId, attempt));
      return undefined;
    }
  }

  /**
   * Whatever this machine lacks it will lack for the next job, too: taking that at once would use up
   * everybody's deliveries within half a minute. Ends early, with the same error, when the job is aborted.
   */
  async #afterTrouble(error: unknown, signal: AbortSignal): Promise<unknown> {
    await this.#deps.pause(troubleMs, signal).catch(() => undefined);
    return error;
  }

  async #produceResult(
    task: Task,
    attempt: TaskAttempt,
    { signal, makeRoom }: ReceivedJob<'convert'>,
  ): Promise<Outcome> {
    const format = formatNamed(task.newFormat);
    const key = resultKey(task.fileId, attempt);
    // So the next one is at hand in time, and nobody else could have begun it much earlier.
    const watchProgress = whenNearlyDone(this.#deps.clock, makeRoom);
    const { size, warnings } = await holdTask(this.#deps, attempt, signal, (held) =>
      this.#deps.files.execute({
        source: task.original.key,
        target: key,
        format,
        options: task.options,
        attempt,
        signal: held.signal,
        onProgress: both(held.onProgress, watchProgress),
        onTranscoded: makeRoom,
      }),
    );
    return { status: 'processed', result: { key, format: format.name, size }, warnings };
  }

  async #publish(
    task: Task,
    attempt: TaskAttempt,
    outcome: Outcome,
    job: ReceivedJob<'convert'>,
    logger: Logger,
  ): Promise<void> {
    const isPublished = await this.#finish(attempt, outcome, job);
    const isUnwanted = isPublished
      ? (version: ResultVersion) => isSuperseded(version, attempt, outcome)
      : (version: ResultVersion) => compare(version, attempt) === 0;
    await removeResults(this.#deps.storage, task.fileId, isUnwanted);
    logger.info(
      { status: isPublished ? outcome.status : 'stale' },
      isPublished ? 'conversion ended' : 'attempt is stale; its result is dropped',
    );
  }

  /** Task, job and e-mail in one transaction, if the task is still this attempt's. */
  #finish(attempt: TaskAttempt, outcome: Outcome, job: ReceivedJob<'convert'>): Promise<boolean> {
    return this.#deps.unitOfWork.run(async ({ tasks, jobs }) => {
      const isOurs = await tasks.finish(attempt, outcome);
      if (isOurs) await jobs.send('notify', job.payload);
      await jobs.complete(job);
      return isOurs;
    });
  }
}

function both<T>(first: (value: T) => void, second: (value: T) => void): (value: T) => void {
  return (value) => {
    first(value);
    second(value);
  };
}

/** What no further try will change. A crash is tried once more, since the machine may be to blame. */
function reasonIn(
  error: unknown,
  { attempt }: ReceivedJob<'convert'>,
): ConversionError | undefined {
  if (error instanceof ConversionError) return error;
  const isCrashAgain = error instanceof ConversionCrash && attempt > 0;
  return isCrashAgain ? new ConversionError('internal', error) : undefined;
}

function failed(error: ConversionError, logger: Logger): Outcome {
  logger.warn({ err: error, code: error.code }, 'conversion failed for good');
  return { status: 'failed', failure: failureOf(error.code) };
}

/** What attempts before this one may have left, and this one's own result where it failed. */
function isSuperseded(version: ResultVersion, attempt: TaskAttempt, { status }: Outcome): boolean {
  const difference = compare(version, attempt);
  return difference < 0 || (difference === 0 && status === 'failed');
}

function compare(a: ResultVersion, b: ResultVersion): number {
  return a.revision - b.revision || a.attempt - b.attempt;
}
