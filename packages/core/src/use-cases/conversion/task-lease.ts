import type { Pause } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import type { TaskAttempt } from '../../tasks/task.ts';

/** The task was deleted, changed or given to a later attempt while this one worked on it. */
export class TaskLost extends Error {
  override readonly name = 'TaskLost';

  constructor({ taskId, revision, attempt }: TaskAttempt) {
    super(`Task ${taskId}, revision ${revision} no longer belongs to attempt ${attempt}`);
  }
}

/** What work sees of the lease under which it is done. */
export interface HeldTask {
  /** Aborts with `TaskLost` as soon as the task belongs to somebody else. */
  readonly signal: AbortSignal;
  readonly onProgress: (percent: number) => void;
}

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly pause: Pause;
  readonly logger: Logger;
}

/** How soon a deleted task's conversion stops, and how fine its progress is, in milliseconds. */
const checkEveryMs = 1000;

/** Runs `work` while watching that `attempt` still has its task, and records the work's progress. */
export async function holdTask<T>(
  deps: Dependencies,
  attempt: TaskAttempt,
  signal: AbortSignal,
  work: (held: HeldTask) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const done = new AbortController();
  let progress = 0;
  const onProgress = (percent: number) => {
    progress = percent;
  };
  const watching = watch(deps, attempt, { lost, done: done.signal, progress: () => progress });
  try {
    return await work({ signal: AbortSignal.any([signal, lost.signal]), onProgress });
  } finally {
    done.abort();
    await watching;
  }
}

interface Watch {
  readonly lost: AbortController;
  readonly done: AbortSignal;
  readonly progress: () => number;
}

async function watch(deps: Dependencies, attempt: TaskAttempt, state: Watch): Promise<void> {
  const { lost, done, progress } = state;
  while (await hasPaused(deps.pause, done)) {
    if (await isHeld(deps, attempt, progress())) continue;
    lost.abort(new TaskLost(attempt));
    return;
  }
}

function hasPaused(pause: Pause, done: AbortSignal): Promise<boolean> {
  return pause(checkEveryMs, done).then(
    () => true,
    () => false,
  );
}

async function isHeld(
  deps: Dependencies,
  attempt: TaskAttempt,
  progress: number,
): Promise<boolean> {
  try {
    return await deps.tasks.reportProgress(attempt, progress);
  } catch (error) {
    // A database that is away for a while takes nobody's task; publishing finds out.
    deps.logger.warn({ err: error, taskId: attempt.taskId }, 'progress not recorded');
    return true;
  }
}
