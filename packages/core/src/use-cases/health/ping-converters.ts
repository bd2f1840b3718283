import type { Clock, Pause } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { JobQueue } from '../../ports/job-queue.ts';

export interface Pong {
  readonly id: string;
  /** How long the answer took, in milliseconds; `undefined` when none came in time. */
  readonly answeredInMs?: number;
}

interface Dependencies {
  readonly jobs: JobQueue;
  readonly newId: IdSource;
  readonly clock: Clock;
  readonly pause: Pause;
}

const patienceMs = 3000;
const askEveryMs = 20;

/** Sends a job through the queue and waits until some converter has answered it. */
export class PingConverters {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async execute(requestId: string): Promise<Pong> {
    const { jobs, newId, clock, pause } = this.#deps;
    const id = newId();
    const sentAt = clock().getTime();
    const elapsed = () => clock().getTime() - sentAt;
    await jobs.send('ping', { requestId }, { id });
    while (elapsed() < patienceMs) {
      if (await jobs.isCompleted('ping', id)) return { id, answeredInMs: elapsed() };
      await pause(askEveryMs);
    }
    return { id };
  }
}
