import type { BenchmarkRepository, MinuteCount } from '../../ports/benchmark-repository.ts';
import type { Task } from '../../tasks/task.ts';

const batchSize = 500;

/** How the newest benchmark is getting on. */
export class GetBenchmark {
  readonly #benchmarks: BenchmarkRepository;

  constructor(benchmarks: BenchmarkRepository) {
    this.#benchmarks = benchmarks;
  }

  /** Its tasks, in the order in which they were made. */
  async *tasks(): AsyncGenerator<Task> {
    let last: Task | undefined;
    do {
      const page = await this.#benchmarks.page(last?.id ?? 0, batchSize);
      yield* page;
      last = page.at(-1);
    } while (last);
  }

  /** How many of its tasks were processed within the n-th minute after they were asked for. */
  countByMinute(): Promise<readonly MinuteCount[]> {
    return this.#benchmarks.countByMinute();
  }
}
