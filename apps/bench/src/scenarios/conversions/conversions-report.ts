import type { BenchmarkTask, MinuteCount } from '../../client/benchmark-client.ts';
import type { Report } from '../../report/report.ts';
import { filesPerMinute } from './files-per-minute.ts';
import type { ConversionsOrder } from './order.ts';

const noWholeMinute =
  'All had ended within the first minute, so there is no whole one to count in: try more --tasks.';

type Figures = ReturnType<typeof figuresOf>;

/** What came of `order`, by the service's own clock. */
export function conversionsReport(
  order: ConversionsOrder,
  tasks: readonly BenchmarkTask[],
  minutes: readonly MinuteCount[],
) {
  const failures = tasks.filter(({ status }) => status !== 'processed');
  const figures = figuresOf(order, tasks, failures.length, minutes);
  return {
    title: titleOf(figures),
    rows: rowsOf(figures),
    note: figures.filesPerMinute.best === null ? noWholeMinute : null,
    failure: failureOf(failures, tasks.length),
    figures,
  } satisfies Report;
}

function figuresOf(
  { localName: name, bytes, newFormat: format }: ConversionsOrder,
  tasks: readonly BenchmarkTask[],
  failed: number,
  minutes: readonly MinuteCount[],
) {
  const { startedAt, seconds } = spanOf(tasks);
  return {
    file: { name, bytes: bytes.size },
    format,
    startedAt,
    tasks: tasks.length,
    processed: tasks.length - failed,
    failed,
    seconds,
    filesPerMinute: filesPerMinute(minutes, seconds),
    minutes,
  };
}

function titleOf({ file, format, tasks }: Figures): string {
  return `${file.name} (${(file.bytes / 1e6).toFixed(1)} MB) to ${format}, ${tasks} tasks at once`;
}

function rowsOf({ tasks, processed, failed, seconds, filesPerMinute }: Figures): Report['rows'] {
  const { mean, best, mostFrequent } = filesPerMinute;
  return [
    ['tasks', String(tasks)],
    ['processed', String(processed)],
    ['failed', String(failed)],
    ['seconds until all had ended', seconds.toFixed(1)],
    ['files per minute: mean', mean.toFixed(1)],
    ['files per minute: best minute', String(best ?? '–')],
    ['files per minute: most frequent', String(mostFrequent ?? '–')],
  ];
}

/** From when the tasks were asked for until the last one ended. */
function spanOf(tasks: readonly BenchmarkTask[]) {
  const starts = tasks.map(({ uploaded_at }) => Date.parse(uploaded_at));
  const ends = tasks.map(({ processed_at }) => Date.parse(processed_at ?? ''));
  const startedAt = Math.min(...starts);
  return {
    startedAt: new Date(startedAt).toISOString(),
    seconds: (Math.max(...ends) - startedAt) / 1000,
  };
}

function failureOf(failures: readonly BenchmarkTask[], tasks: number): string | null {
  const [first] = failures;
  if (!first) return null;
  return `${failures.length} of ${tasks} tasks failed. The first one: ${first.error?.message}`;
}
