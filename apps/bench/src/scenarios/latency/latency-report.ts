import { distributionOf } from '../../load/distribution.ts';
import type { Ratio, Report } from '../../report/report.ts';
import type { Latency } from './probe.ts';
import type { UnderLoad } from './under-load.ts';

const moments = {
  answered: 'the answer',
  taken: 'a converter has it',
  started: 'ffmpeg starts',
  converted: 'it is converted',
  mailed: 'the e-mail arrives',
} as const satisfies Record<keyof Latency, string>;

type Moment = keyof typeof moments;

const names = Object.keys(moments) as readonly Moment[];

const wantedMs = 25;

export function idleReport(latencies: readonly Latency[]): Report {
  return { ...reportOf('idle', latencies), ratios: ratiosOf(latencies) };
}

export function loadedReport({
  result,
  tasksLeft,
  uploads,
}: UnderLoad<readonly Latency[]>): Report {
  const note =
    `Users made ${uploads} uploads of another sound meanwhile, and a benchmark went on, of which ` +
    `${tasksLeft} tasks were left in the end. Whatever is converted when an upload comes is not interrupted.`;
  const { figures, ...report } = reportOf('under load', result);
  return { ...report, note, figures: { ...figures, uploads, tasksLeft } };
}

function reportOf(when: string, latencies: readonly Latency[]): Report {
  const values = latencies.map((_, index) => index + 1);
  return {
    title: `Time from the last byte of a short upload, ${when}`,
    header: ['until', 'uploads', 'p50 ms', 'p95', 'p99', 'most'],
    rows: names.map((name) => rowOf(name, latencies)),
    note: null,
    failure: null,
    charts: [
      {
        title: `From the last byte of an upload, ${when}`,
        x: { label: 'upload', values },
        y: 'ms',
        series: names.map((name) => ({
          name: moments[name],
          values: latencies.map((latency) => latency[name]),
        })),
      },
    ],
    ratios: [],
    figures: { when, latencies },
  };
}

function rowOf(name: Moment, latencies: readonly Latency[]): readonly string[] {
  const seen = seenOf(name, latencies);
  const { p50, p95, p99, max } = distributionOf(seen);
  const figures = seen.length > 0 ? [p50, p95, p99, max].map((ms) => ms.toFixed(0)) : [];
  return [
    moments[name],
    String(seen.length),
    ...[0, 1, 2, 3].map((column) => figures[column] ?? '–'),
  ];
}

function seenOf(name: Moment, latencies: readonly Latency[]): readonly number[] {
  return latencies.flatMap((latency) => latency[name] ?? []);
}

function ratiosOf(latencies: readonly Latency[]): readonly Ratio[] {
  const seen = seenOf('started', latencies);
  if (seen.length === 0) return [];
  const name = 'idle: p50 from the last byte of an upload to the start of ffmpeg';
  const { p50 } = distributionOf(seen);
  return [{ name, measured: p50, wanted: { atMost: wantedMs }, unit: 'ms' }];
}
