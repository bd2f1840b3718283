import { distributionOf } from '../../load/distribution.ts';
import type { Chart, Ratio, Report } from '../../report/report.ts';
import type { Measured } from './measure.ts';
import { timed } from './timings.ts';

type Names = readonly (keyof typeof timed)[];
const names = Object.keys(timed) as Names;

const wantedRate = 0.9;
const wantedPageMs = 5;
const wantedAcceptMs = 500;

/** One table for each question: how fast is the queue, what takes how long, how large is it. */
export function scaleReports(all: readonly Measured[]): readonly Report[] {
  return [throughputReport(all), timingsReport(all), sizesReport(all)];
}

function throughputReport(all: readonly Measured[]): Report {
  const workers = [...(all[0]?.rates.keys() ?? [])];
  const rateOf = ({ rates }: Measured, count: number) => median(rates.get(count) ?? []);
  return {
    title: 'Jobs per second through the queue, with a transcoder that does nothing',
    header: ['workers', ...all.map(tasksOf)],
    rows: workers.map((count) => [
      String(count),
      ...all.map((measured) => rateOf(measured, count).toFixed(1)),
    ]),
    note:
      'Median of all rounds. Workers are those of one converter; they and PostgreSQL share the ' +
      'processors. The ratio is the median of pairs that were measured one after the other.',
    failure: null,
    charts: [
      {
        title: 'Jobs per second by number of workers',
        x: { label: 'workers', values: workers, scale: 'log' },
        y: 'jobs per second',
        series: all.map((measured) => ({
          name: tasksOf(measured),
          values: workers.map((count) => rateOf(measured, count)),
        })),
      },
    ],
    ratios: rateRatios(all),
    figures: {
      jobsPerSecond: all.map(({ tasks, rates }) => ({ tasks, ...Object.fromEntries(rates) })),
    },
  };
}

function rateRatios(all: readonly Measured[]): readonly Ratio[] {
  const [least, most] = [all[0], all.at(-1)];
  if (!least || !most) return [];
  const pairs = [...least.rates].flatMap(([workers, rates]) =>
    rates.map((rate, round) => (most.rates.get(workers)?.[round] ?? Number.NaN) / rate),
  );
  const name = `queue: jobs per second with ${tasksOf(most)}, by those with ${tasksOf(least)}`;
  return [{ name, measured: median(pairs), wanted: { atLeast: wantedRate }, unit: null }];
}

function timingsReport(all: readonly Measured[]): Report {
  return {
    title: 'What the service waits for: p50 and p99 in ms',
    header: ['', ...all.map(tasksOf)],
    rows: [
      ...names.map((name) => [
        timed[name],
        ...all.map(({ timings }) => `${ms(timings[name].p50)} / ${ms(timings[name].p99)}`),
      ]),
      ...acceptRows(all),
    ],
    note: 'One at a time, on a database that has nothing else to do. A page has 100 tasks.',
    failure: null,
    charts: [timingsChart(all)],
    ratios: [...pageRatios(all), ...acceptRatios(all)],
    figures: {
      timings: all.map(({ tasks, timings, acceptMs }) => ({
        tasks,
        ...timings,
        acceptMs: Object.fromEntries(acceptMs),
      })),
    },
  };
}

function acceptRows(all: readonly Measured[]): readonly string[][] {
  const counts = [...(all[0]?.acceptMs.keys() ?? [])];
  return counts.map((count) => [
    `${number(count)} tasks and jobs recorded at once`,
    ...all.map(({ acceptMs }) => ms(acceptMs.get(count) ?? Number.NaN)),
  ]);
}

function timingsChart(all: readonly Measured[]): Chart {
  return {
    title: 'Time by number of tasks in the tables (p50)',
    x: { label: 'tasks', values: all.map(({ tasks }) => tasks), scale: 'log' },
    y: 'ms',
    series: names.map((name) => ({
      name: timed[name],
      values: all.map(({ timings }) => timings[name].p50),
    })),
  };
}

function pageRatios(all: readonly Measured[]): readonly Ratio[] {
  const most = all.at(-1);
  if (!most) return [];
  return (['firstPage', 'lastPage', 'onlyPage'] as const).map((name) => ({
    name: `${timed[name]}, with ${tasksOf(most)}: p99`,
    measured: most.timings[name].p99,
    wanted: { atMost: wantedPageMs },
    unit: 'ms',
  }));
}

function acceptRatios(all: readonly Measured[]): readonly Ratio[] {
  const most = all.at(-1);
  const [first] = most?.acceptMs ?? [];
  if (!most || !first) return [];
  const [count, measured] = first;
  const name = `${number(count)} tasks and jobs recorded at once, with ${tasksOf(most)}`;
  return [{ name, measured, wanted: { atMost: wantedAcceptMs }, unit: 'ms' }];
}

function sizesReport(all: readonly Measured[]): Report {
  return {
    title: 'Size of the database, indexes included',
    header: ['', ...all.map(tasksOf)],
    rows: [
      ['whole database, MB', ...all.map(({ sizes }) => (sizes.database / 1e6).toFixed(1))],
      ['a task, bytes', ...all.map(({ sizes }) => sizes.perTask.toFixed(0))],
      ['a job that was done, bytes', ...all.map(({ sizes }) => sizes.perJob.toFixed(0))],
    ],
    note: 'Jobs are removed an hour after they were done; tasks stay.',
    failure: null,
    charts: [],
    ratios: [],
    figures: { sizes: all.map(({ tasks, sizes }) => ({ tasks, ...sizes })) },
  };
}

const number = (value: number) => value.toLocaleString('en').replaceAll(',', ' ');
const tasksOf = ({ tasks }: Pick<Measured, 'tasks'>) => `${number(tasks)} tasks`;
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1);
const median = (values: readonly number[]) => distributionOf(values).p50;
