import { type ResultVersion, resultKey } from '../../files/file-key.ts';
import { removeResults } from '../../files/remove-results.ts';
import { formatNamed } from '../../formats/find-format.ts';
import type { Clock, Pause } from '../../ports/clock.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { ReceivedJob } from '../../ports/job-consumer.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Outcome, TaskRepository } from '../../ports/task-repository.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import { ConversionError } from '../../tasks/conversion-error.ts';
import type { Task, TaskAttempt } from '../../tasks/task.ts';
import { failureOf } from '../../tasks/task-failure.ts';
import type { ConvertFile } from './convert-file.ts';
import { holdTask, TaskLost } from './task-lease.ts';
import { Tries } from './tries.ts';
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

/** One delivery of a `convert` job, from claim to publication. */
export class ConvertTask {
  readonly #deps: Dependencies;
  readonly #tries: Tries;

  constructor(deps: Dependencies) {
    this.#deps = deps;
    this.#tries = new Tries(deps.tasks);
  }

  /**
   * Resolves when the task has ended or is no longer this attempt's; rejects when trying again may
   * help.
   */
  async execute(job: ReceivedJob<'convert'>): Promise<void> {
    const { taskId, revision, requestId } = job.payload;
    const attempt = { taskId, revision, attempt: job.attempt };
    const logger = this.#deps.logger.child({ requestId, ...attempt });
    const task = await this.#tries.begin(attempt);
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
      if (await this.#tries.areUsedUp({ attempt, job })) throw new ConversionError('internal');
      return await this.#produceResult(task, attempt, job);
    } catch (error) {
      if (!(error instanceof TaskLost)) {
        return failed(await this.#tries.judge(error, { attempt, job }), logger);
      }
      logger.info({}, 'task was deleted or changed; conversion stopped');
      await this.#deps.storage.delete(resultKey(task.fileId, attempt));
      return undefined;
    }
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
  async #finish(
    attempt: TaskAttempt,
    outcome: Outcome,
    job: ReceivedJob<'convert'>,
  ): Promise<boolean> {
    try {
      return await this.#deps.unitOfWork.run(async ({ tasks, jobs }) => {
        const isOurs = await tasks.finish(attempt, outcome);
        if (isOurs) await jobs.send('notify', job.payload);
        await jobs.complete(job);
        return isOurs;
      });
    } catch (error) {
      await this.#tries.retryIfNotToBlame(error, { attempt, job });
      throw error;
    }
  }
}

function both<T>(first: (value: T) => void, second: (value: T) => void): (value: T) => void {
  return (value) => {
    first(value);
    second(value);
  };
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
