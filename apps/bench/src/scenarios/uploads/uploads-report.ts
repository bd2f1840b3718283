import type { Chart, Ratio, Report } from '../../report/report.ts';
import type { Sound } from '../../sound/usual-sound.ts';
import { median } from '../limits/median.ts';
import type { Results } from './compare-uploads.ts';
import { type Name, names } from './contenders.ts';
import { clients } from './rounds.ts';

const note =
  'Requests per second, the median of the rounds; a ratio is the median of those of each round. ' +
  'Converters are at rest. The API has each file on the disk before it answers, with its row and its job, ' +
  'as only the bare server with fsync does; the others leave in memory what stands in the last column.';

export function uploadsReport({ name, bytes }: Sound, results: Results): Report {
  const { form } = names;
  return {
    title: `Uploads of ${(bytes.length / 1e6).toFixed(1)} MB by ${clients} clients that never pause`,
    header: ['to', 'requests/s', 'by bare node:http', 'by the one with fsync', 'unwritten (MB)'],
    rows: [...results.keys()].map((name) => rowOf(results, name)),
    note,
    failure: null,
    charts: [chartOf(results)],
    ratios: ratiosOf(results),
    comparable: { closedLoopIdle: median(ratesOf(results, form)) },
    figures: { file: { name, bytes: bytes.length }, results: Object.fromEntries(results) },
  };
}

function rowOf(results: Results, name: Name): readonly string[] {
  const unwritten = results.get(name)?.map(({ unwrittenBytes }) => unwrittenBytes ?? Number.NaN);
  const megabytes = median(unwritten ?? []) / 1e6;
  return [
    name,
    median(ratesOf(results, name)).toFixed(1),
    ratio(results, name, names.bare).toFixed(3),
    ratio(results, name, names.synced).toFixed(3),
    Number.isNaN(megabytes) ? '–' : megabytes.toFixed(0),
  ];
}

function ratesOf(results: Results, name: Name): readonly number[] {
  return results.get(name)?.map(({ perSecond }) => perSecond) ?? [];
}

function ratio(results: Results, name: Name, limit: Name): number {
  const limits = ratesOf(results, limit);
  return median(ratesOf(results, name).map((rate, round) => rate / (limits[round] ?? Number.NaN)));
}

function ratiosOf(results: Results): readonly Ratio[] {
  const { form, direct, bare, synced } = names;
  return [form, direct].flatMap((name) =>
    [bare, synced].map((limit) => ({
      name: `${name}: uploads per second, by those of ${limit}`,
      measured: ratio(results, name, limit),
      wanted: { atLeast: 1 },
      unit: null,
    })),
  );
}

function chartOf(results: Results): Chart {
  const series = [...results.keys()].map((name) => ({ name, values: ratesOf(results, name) }));
  const values = (series[0]?.values ?? []).map((_, round) => round + 1);
  return {
    title: 'Uploads, round by round',
    x: { label: 'round', values },
    y: 'requests/s',
    series,
  };
}
