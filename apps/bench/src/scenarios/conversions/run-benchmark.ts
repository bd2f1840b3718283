import {
  BenchmarkClient,
  type BenchmarkTask,
  type MinuteCount,
} from '../../client/benchmark-client.ts';
import { RunError } from '../../errors/command-error.ts';
import type { ScenarioContext } from '../scenario.ts';
import type { ConversionsOrder } from './order.ts';
import { anotherBenchmark, isUnderWay, untilAllEnded } from './until-all-ended.ts';

export interface BenchmarkRun {
  /** All have ended. */
  readonly tasks: readonly BenchmarkTask[];
  readonly minutes: readonly MinuteCount[];
  /** From the file's first byte to the answer that the tasks are there. */
  readonly acceptedMs: number;
}

/** Has the service convert what is ordered, and comes back when it has. */
export async function runBenchmark(
  order: ConversionsOrder,
  context: ScenarioContext,
): Promise<BenchmarkRun> {
  const client = new BenchmarkClient(context.service.target, context.stop);
  await checkIdle(client);
  const startedAt = performance.now();
  await client.start(order);
  const acceptedMs = performance.now() - startedAt;
  const tasks = await untilAllEnded(client, order, context);
  const minutes = await client.countByMinute();
  // Both answers are of the newest benchmark, whichever that was at the time.
  const counted = minutes.reduce((sum, { count }) => sum + count, 0);
  if (counted !== tasks.filter(isProcessed).length) throw anotherBenchmark();
  return { tasks, minutes, acceptedMs };
}

export const isProcessed = ({ status }: BenchmarkTask) => status === 'processed';

/** Tasks that wait already are converted first, and the figures would be those of both. */
async function checkIdle(client: BenchmarkClient): Promise<void> {
  const left = (await client.tasks()).filter(isUnderWay).length;
  if (left === 0) return;
  throw new RunError(
    `${left} tasks of an earlier benchmark have not ended there yet: try again when they have.`,
  );
}

/** Seconds after the tasks were asked for at which each ended, by the service's clock. */
export function endsOf(tasks: readonly BenchmarkTask[]): readonly number[] {
  const askedAt = startOf(tasks);
  return tasks.map(({ processed_at }) => (Date.parse(processed_at ?? '') - askedAt) / 1000);
}

export function startOf(tasks: readonly BenchmarkTask[]): number {
  return Math.min(...tasks.map(({ uploaded_at }) => Date.parse(uploaded_at)));
}

/** Why tasks failed, if any did. */
export function failureOf(tasks: readonly BenchmarkTask[]): string | null {
  const failed = tasks.filter((task) => !isProcessed(task));
  if (failed.length === 0) return null;
  const [first] = failed;
  return `${failed.length} of ${tasks.length} tasks failed. The first one: ${first?.error?.message}`;
}
