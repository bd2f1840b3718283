/** @import { BenchmarkService, MinuteCount, Task } from './service.js' */

/**
 * @typedef {object} Benchmark
 * @property {string} fileName
 * @property {number} fileSize bytes
 * @property {string} format
 * @property {number} asked
 * @property {number} failed
 * @property {number} underWay
 * @property {number} startedAt
 * @property {number} endedAt of the task that ended last; 0 where none has
 *
 * @typedef {object} Progress
 * @property {Benchmark} benchmark
 * @property {number} processed
 * @property {number} underWay
 * @property {number} seconds since the start, until now or until all had ended
 * @property {readonly MinuteCount[]} minutes
 */

const shortestPauseMs = 10_000;
/** The service that is measured is not kept busy by being watched. */
const msForEachTask = 10;

/**
 * Follows the newest benchmark. The counts by minute are small and read each time; the tasks, which alone
 * tell how many were asked for and how many failed, are read now and then and when they must have changed.
 */
export class ProgressReader {
  #service;
  /** @type {Benchmark | undefined} */
  #benchmark;
  #readAt = 0;
  #processed = 0;

  /** @param {Pick<BenchmarkService, 'minutes' | 'tasks'>} service */
  constructor(service) {
    this.#service = service;
  }

  /** @returns {Promise<Progress | undefined>} nothing where there was no benchmark yet */
  async read() {
    let counts = await this.#service.minutes();
    if (this.#mustReadTasks(counts.at, sumOf(counts.minutes))) {
      this.#benchmark = benchmarkOf(await this.#service.tasks());
      this.#readAt = counts.at;
      // Anew, since tasks that have ended in between must not be missing here.
      counts = await this.#service.minutes();
    }
    this.#processed = sumOf(counts.minutes);
    return this.#benchmark && progressOf(this.#benchmark, counts);
  }

  /**
   * @param {number} at
   * @param {number} processed
   */
  #mustReadTasks(at, processed) {
    if (at - this.#readAt >= pauseFor(this.#benchmark)) return true;
    if (!this.#benchmark) return processed > 0;
    // Fewer than before: they are those of another benchmark.
    if (processed < this.#processed) return true;
    return this.#benchmark.underWay > 0 && leftOf(this.#benchmark, processed) === 0;
  }
}

/** @param {Benchmark | undefined} benchmark */
function pauseFor(benchmark) {
  return Math.max(shortestPauseMs, msForEachTask * (benchmark?.asked ?? 0));
}

/**
 * @param {readonly Task[]} tasks
 * @returns {Benchmark | undefined}
 */
function benchmarkOf(tasks) {
  const [first] = tasks;
  if (!first) return undefined;
  /** @param {string[]} statuses */
  const count = (...statuses) => tasks.filter(({ status }) => statuses.includes(status)).length;
  return {
    fileName: first.original_file,
    fileSize: first.original_size,
    format: first.new_format,
    asked: tasks.length,
    failed: count('failed'),
    underWay: count('uploaded', 'processing'),
    startedAt: Date.parse(first.uploaded_at),
    endedAt: Math.max(
      0,
      ...tasks.map(({ processed_at: ended }) => (ended ? Date.parse(ended) : 0)),
    ),
  };
}

/**
 * @param {Benchmark} benchmark
 * @param {{ minutes: readonly MinuteCount[], at: number }} counts
 * @returns {Progress}
 */
function progressOf(benchmark, { minutes, at }) {
  const processed = sumOf(minutes);
  const until = benchmark.underWay > 0 ? at : benchmark.endedAt;
  return {
    benchmark,
    processed,
    underWay: Math.min(benchmark.underWay, leftOf(benchmark, processed)),
    seconds: Math.max(0, until - benchmark.startedAt) / 1000,
    minutes,
  };
}

/**
 * @param {Benchmark} benchmark
 * @param {number} processed
 */
function leftOf({ asked, failed }, processed) {
  return Math.max(0, asked - failed - processed);
}

/** @param {readonly MinuteCount[]} minutes */
function sumOf(minutes) {
  return minutes.reduce((sum, { count }) => sum + count, 0);
}
