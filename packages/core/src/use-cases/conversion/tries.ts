import { RetryLater } from '../../jobs/retry-later.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import { ConversionCrash } from '../../tasks/conversion-crash.ts';
import { ConversionError } from '../../tasks/conversion-error.ts';
import { isMachineTrouble } from '../../tasks/machine-trouble.ts';
import type { TaskAttempt, TaskRevision } from '../../tasks/task.ts';

/** For an error that nobody can explain, and for a converter that vanished; each may be the file's doing. */
const maxTries = 3;
/** A tool that a signal ended: once may be the machine's doing. */
const maxCrashes = 2;
/** The first pause of five that double up to 30 s: two minutes, in which a restart or a freed disk may help. */
const troublePauseSeconds = 15;

/**
 * Decides whether a task is tried again. Each claim counts as a try, so that a file that kills its
 * converter is counted, too; a try that ended through no fault of the file is taken back.
 */
export class Tries {
  readonly #tasks: TaskRepository;
  /** To be taken back as soon as the database answers again. */
  readonly #owed = new Set<TaskRevision>();

  constructor(tasks: TaskRepository) {
    this.#tasks = tasks;
  }

  /** Whether a claimed attempt is one too many, since the converters of those before it vanished. */
  async areUsedUp(attempt: TaskAttempt): Promise<boolean> {
    await this.#settle();
    // Asks only where it can be: deliveries are counted from 0, tries are at most as many.
    if (attempt.attempt < maxTries) return false;
    return (await this.#tasks.countTries(attempt)) > maxTries;
  }

  /**
   * Answers why the task fails now.
   * @param signal aborts when the job is handed back
   * @throws what the job is to be delivered again for
   */
  async judge(error: unknown, attempt: TaskAttempt, signal: AbortSignal): Promise<ConversionError> {
    if (error instanceof ConversionError) return error;
    await this.retryIfNotToBlame(error, attempt, signal);
    const limit = error instanceof ConversionCrash ? maxCrashes : maxTries;
    if ((await this.#tasks.countTries(attempt)) < limit) throw error;
    return new ConversionError('internal', error);
  }

  /** @throws when the try ended because of the machine or of a stop, and is taken back */
  async retryIfNotToBlame(error: unknown, attempt: TaskAttempt, signal: AbortSignal) {
    if (!signal.aborted && !isMachineTrouble(error)) return;
    this.#owed.add(attempt);
    await this.#settle();
    throw signal.aborted ? error : new RetryLater(troublePauseSeconds, error);
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
