import type { Sample } from '../service/service.ts';
import type { Chart, Series } from './report.ts';

const mebibyte = 1024 ** 2;

/** CPU and memory over time, a line for each process; none where nothing could be sampled. */
export function processCharts(samples: readonly Sample[]): readonly Chart[] {
  if (samples.length === 0) return [];
  const times = [...new Set(samples.map(({ at }) => at))];
  const x = { label: 'seconds since the start', values: times.map(rounded) };
  const lines = (value: (sample: Sample) => number) => linesOf(samples, times, value);
  const cpu = lines((sample) => rounded(sample.cpu));
  // The whole machine's memory is mostly that of others, and would press the rest to the ground.
  const memory = lines((sample) => rounded(sample.residentBytes / mebibyte)).filter(
    ({ name }) => name !== 'machine',
  );
  return [
    { title: 'CPU of each process', x, y: '% of one core', series: cpu },
    { title: 'Memory of each process', x, y: 'MiB resident', series: memory },
  ];
}

function linesOf(
  samples: readonly Sample[],
  times: readonly number[],
  value: (sample: Sample) => number,
): readonly Series[] {
  const byName = Map.groupBy(samples, ({ name }) => name);
  // Last, so that all others have the same colours in both charts.
  const names = [...byName.keys()].filter((name) => name !== 'machine');
  const lines = [...names, 'machine'].map((name) => {
    const values = new Map(byName.get(name)?.map((sample) => [sample.at, value(sample)]));
    return { name, values: times.map((at) => values.get(at) ?? null) };
  });
  return lines.filter(({ values }) => values.some((one) => one !== null && one > 0));
}

const rounded = (value: number) => Math.round(value * 10) / 10;
