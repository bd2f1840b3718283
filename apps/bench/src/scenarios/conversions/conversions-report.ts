import type { Chart, Comparable, Ratio, Report } from '../../report/report.ts';
import type { Sound } from '../../sound/usual-sound.ts';
import type { Figures } from './figures.ts';

const noWholeMinute =
  '"–" where all had ended within the first minute, so there is no whole one to count in: try more --tasks.';

const header = [
  'to',
  'tasks',
  'accepted (ms)',
  'processed',
  'failed',
  'in 10 min',
  'all ended (s)',
  'files/min',
  'best minute',
  'most frequent',
];

export function conversionsReport({ name, bytes }: Sound, runs: readonly Figures[]): Report {
  return {
    title: `Conversions of ${name} (${(bytes.length / 1e6).toFixed(1)} MB)`,
    header,
    rows: runs.map(rowOf),
    note: runs.some(({ filesPerMinute }) => filesPerMinute.best === null) ? noWholeMinute : null,
    failure: runs.map(({ failure }) => failure).find((failure) => failure !== null) ?? null,
    charts: chartsOf(runs),
    ratios: runs.flatMap(ratiosOf),
    comparable: comparableOf(runs),
    figures: { file: { name, bytes: bytes.length }, runs },
  };
}

function rowOf(run: Figures): readonly string[] {
  const { mean, best, mostFrequent } = run.filesPerMinute;
  return [
    run.format,
    String(run.tasks),
    run.acceptedMs.toFixed(0),
    String(run.processed),
    String(run.failed),
    String(run.processedWithin10Minutes),
    run.seconds.toFixed(1),
    mean.toFixed(1),
    String(best ?? '–'),
    String(mostFrequent ?? '–'),
  ];
}

/** Nothing to see in a run of less than a minute. */
function chartsOf(runs: readonly Figures[]): readonly Chart[] {
  const long = runs.filter(({ seconds }) => seconds >= 60);
  if (long.length === 0) return [];
  const last = Math.max(...long.flatMap(({ minutes }) => minutes.map(({ min }) => min)));
  const values = Array.from({ length: last }, (_, index) => index + 1);
  const series = long.map(({ format, tasks, minutes, seconds }) => ({
    name: `${format}, ${tasks} tasks`,
    values: values.map((minute) => {
      if (minute > Math.ceil(seconds / 60)) return null;
      return minutes.find(({ min }) => min === minute)?.count ?? 0;
    }),
  }));
  const x = { label: 'minute (the last one of each is cut short)', values };
  return [{ title: 'Files in each minute', x, y: 'files per minute', series }];
}

const manyTasks = 400;
const wantedMs = 500;

function ratiosOf({ tasks, format, acceptedMs }: Figures): readonly Ratio[] {
  if (tasks !== manyTasks) return [];
  const name = `${tasks} tasks to ${format}: time until they were accepted`;
  return [{ name, measured: acceptedMs, wanted: { atMost: wantedMs }, unit: 'ms' }];
}

function comparableOf(runs: readonly Figures[]): Comparable {
  const ogg = runs.find(({ format }) => format === 'ogg');
  const inTime = runs.filter((run) => run.processedWithin10Minutes === run.tasks);
  return {
    ...(ogg && { filesPerMinute: ogg.filesPerMinute.mean }),
    ...(inTime.length > 0 && { tasksAtOnce: Math.max(...inTime.map(({ tasks }) => tasks)) }),
  };
}
