import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchmarkClient, BenchmarkTask } from '../../client/benchmark-client.ts';
import { RunError } from '../../errors/command-error.ts';
import type { ScenarioContext } from '../scenario.ts';
import type { ConversionsOrder } from './order.ts';

const shortestPauseMs = 1_000;
const longestPauseMs = 10_000;
const sayEveryMs = 10_000;

export const isUnderWay = ({ status }: BenchmarkTask) =>
  status === 'uploaded' || status === 'processing';

/** The tasks of `order`, once none of them is under way any more. */
export async function untilAllEnded(
  client: BenchmarkClient,
  order: ConversionsOrder,
  { stop, say }: ScenarioContext,
): Promise<readonly BenchmarkTask[]> {
  let saidAt = performance.now();
  for (;;) {
    const askedAt = performance.now();
    const tasks = await client.tasks();
    const now = performance.now();
    checkAreOf(order, tasks);
    const left = tasks.filter(isUnderWay).length;
    if (left === 0) return tasks;
    if (now - saidAt >= sayEveryMs) {
      say(`${tasks.length - left} of ${tasks.length} tasks to ${order.newFormat} have ended.`);
      saidAt = now;
    }
    await sleep(pauseAfter(now - askedAt), undefined, { signal: stop });
  }
}

/** An answer has 500 bytes for each task: the longer it takes, the less the service is bothered for it. */
function pauseAfter(tookMs: number): number {
  return Math.min(Math.max(100 * tookMs, shortestPauseMs), longestPauseMs);
}

/** The service shows the newest benchmark only. */
function checkAreOf(order: ConversionsOrder, tasks: readonly BenchmarkTask[]): void {
  const isOurs = tasks.every(({ original_file }) => original_file === order.fileName);
  if (!isOurs || tasks.length !== order.taskNumber) throw anotherBenchmark();
}

export function anotherBenchmark(): RunError {
  return new RunError(
    'Somebody started another benchmark there, and the service shows the newest one only: ' +
      'try again when you have it to yourself.',
  );
}
