import type { ConverterRegistry, ConverterStatus } from '../../ports/converter-registry.ts';
import type { JobQueue, QueueDepth } from '../../ports/job-queue.ts';

export interface ConverterHealth {
  readonly converters: readonly ConverterStatus[];
  readonly queue: QueueDepth;
}

interface Dependencies {
  readonly registry: ConverterRegistry;
  readonly jobs: JobQueue;
}

export class GetConverterHealth {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async execute(): Promise<ConverterHealth> {
    const { registry, jobs } = this.#deps;
    const [converters, queue] = await Promise.all([registry.alive(), jobs.depth()]);
    return { converters, queue };
  }
}
