import { HandedBack } from '../../jobs/handed-back.ts';
import { RetryLater } from '../../jobs/retry-later.ts';
import type { ReceivedJob } from '../../ports/job-consumer.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import { ConversionCrash } from '../../tasks/conversion-crash.ts';
import { ConversionError } from '../../tasks/conversion-error.ts';
import { isMachineTrouble } from '../../tasks/machine-trouble.ts';
import type { Task, TaskAttempt, TaskRevision } from '../../tasks/task.ts';

/** For an error that nobody can explain, and for a converter that vanished; each may be the file's doing. */
const maxTries = 3;
/** A tool that a signal ended: once may be the machine's doing. */
const maxCrashes = 2;
/** The first pause of five that double up to 30 s: two minutes, in which a restart or a freed disk may help. */
const troublePauseSeconds = 15;

/** One delivery of a job, and what it has claimed by that. */
export interface Try {
  readonly attempt: TaskAttempt;
  readonly job: Pick<ReceivedJob<'convert'>, 'signal' | 'handedBack'>;
}

/**
 * Decides whether a task is tried again. Each claim counts as a try, so that a file that kills its
 * converter is counted, too. A try that the machine ended is taken back; one that was handed back is
 * counted by the queue, since the next one may begin before this process knows.
 */
export class Tries {
  readonly #tasks: TaskRepository;
  /** To be taken back as soon as the database answers again. */
  readonly #owed = new Set<TaskRevision>();

  constructor(tasks: TaskRepository) {
    this.#tasks = tasks;
  }

  /** Begins a try, as `TaskRepository.claim` does. */
  async begin(attempt: TaskAttempt): Promise<Task | undefined> {
    try {
      return await this.#tasks.claim(attempt);
    } catch (error) {
      throw isMachineTrouble(error) ? new RetryLater(troublePauseSeconds, error) : error;
    }
  }

  /** Whether a try is one too many, since the converters of those before it vanished. */
  async areUsedUp({ attempt, job }: Try): Promise<boolean> {
    await this.#settle();
    // Asks only where it can be: deliveries are counted from 0, tries are at most as many.
    if (attempt.attempt < maxTries) return false;
    return (await this.#count({ attempt, job })) > maxTries;
  }

  /**
   * Answers why the task fails now.
   * @throws what the job is to be delivered again for
   */
  async judge(error: unknown, { attempt, job }: Try): Promise<ConversionError> {
    if (error instanceof ConversionError) return error;
    await this.retryIfNotToBlame(error, { attempt, job });
    const limit = error instanceof ConversionCrash ? maxCrashes : maxTries;
    if ((await this.#count({ attempt, job })) < limit) throw error;
    return new ConversionError('internal', error);
  }

  /** @throws when the try ended because of the machine or of a stop, and does not count */
  async retryIfNotToBlame(error: unknown, { attempt, job: { signal } }: Try): Promise<void> {
    if (signal.reason instanceof HandedBack) throw error;
    if (!signal.aborted && !isMachineTrouble(error)) return;
    this.#owed.add(attempt);
    await this.#settle();
    throw signal.aborted ? error : new RetryLater(troublePauseSeconds, error);
  }

  async #count({ attempt, job }: Try): Promise<number> {
    return (await this.#tasks.countTries(attempt)) - job.handedBack;
  }

  async #settle(): Promise<void> {
    for (const revision of this.#owed) {
      // Before the call, since others settle at the same time.
      this.#owed.delete(revision);
      try {
        await this.#tasks.takeBackTry(revision);
      } catch (error) {
        this.#owed.add(revision);
        if (isMachineTrouble(error)) return;
        throw error;
      }
    }
  }
}
