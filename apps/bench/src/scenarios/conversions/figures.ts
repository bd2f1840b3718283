import { filesPerMinute } from './files-per-minute.ts';
import type { ConversionsOrder } from './order.ts';
import { type BenchmarkRun, endsOf, failureOf, isProcessed, startOf } from './run-benchmark.ts';

const tenMinutes = 600;

export type Figures = ReturnType<typeof figuresOf>;

/** What came of `order`, by the service's own clock apart from `acceptedMs`. */
export function figuresOf(
  { newFormat: format }: ConversionsOrder,
  { tasks, minutes, acceptedMs }: BenchmarkRun,
) {
  const processed = tasks.filter(isProcessed);
  const seconds = Math.max(...endsOf(tasks));
  return {
    format,
    startedAt: new Date(startOf(tasks)).toISOString(),
    tasks: tasks.length,
    acceptedMs,
    processed: processed.length,
    failed: tasks.length - processed.length,
    failure: failureOf(tasks),
    processedWithin10Minutes: endsWithin(tenMinutes, processed),
    seconds,
    filesPerMinute: filesPerMinute(minutes, seconds),
    minutes,
  };
}

function endsWithin(seconds: number, tasks: BenchmarkRun['tasks']): number {
  return endsOf(tasks).filter((end) => end <= seconds).length;
}
