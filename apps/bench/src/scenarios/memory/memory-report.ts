import type { Ratio, Report } from '../../report/report.ts';
import { type Bounded, bounded, bounds, peakOf } from './resident.ts';
import { slopeOf } from './slope.ts';
import type { Done } from './steady-load.ts';
import type { Trial, Trials } from './trials.ts';

const wantedSlope = 1;
const shown = (value: number, digits = 1) => value.toFixed(digits);

/** The last of the trials is the steady load. */
export function memoryReports({ all, failures }: Trials, done: Done): readonly Report[] {
  const steady = all.at(-1);
  return [peaksReport(all, failures), ...(steady ? [steadyReport(steady, done)] : [])];
}

function peaksReport(stages: readonly Trial[], failures: readonly string[]): Report {
  const peaks = (name: Bounded) => stages.map(({ courses }) => peakOf(courses[name]));
  return {
    title: 'Resident memory without ffmpeg: the most at any time, in MB',
    header: ['while', 'seconds', ...bounded],
    rows: stages.map(({ name, seconds, courses }) => [
      name,
      shown(seconds),
      ...bounded.map((process) => shown(peakOf(courses[process]))),
    ]),
    note: 'Looked at once a second. What was uploaded is removed again, within the same time.',
    failure: failures.length === 0 ? null : failures.join(' '),
    charts: [],
    ratios: bounded.map((name) => ({
      name: `resident memory of ${name}: the most`,
      measured: Math.max(...peaks(name)),
      wanted: { atMost: bounds[name] },
      unit: 'MB',
    })),
    figures: {
      stages: stages.map(({ name, seconds, courses }) => ({
        name,
        seconds,
        peaks: Object.fromEntries(bounded.map((process) => [process, peakOf(courses[process])])),
      })),
    },
  };
}

function steadyReport({ seconds, courses }: Trial, { files, failures }: Done): Report {
  const slopes = bounded.map((name) => [name, slopeOf(courses[name])] as const);
  return {
    title: `A steady load for ${shown(seconds / 60)} minutes: growth of memory`,
    header: ['process', 'MB at the beginning', 'MB at the end', 'MB per minute'],
    rows: slopes.map(([name, slope]) => [
      name,
      shown(courses[name].megabytes[0] ?? Number.NaN),
      shown(courses[name].megabytes.at(-1) ?? Number.NaN),
      shown(slope, 2),
    ]),
    note:
      `${files} files were uploaded, converted, listed, downloaded and deleted. MB per minute are ` +
      'those of the second half, by least squares.',
    failure: failures.length === 0 ? null : failureOf(failures),
    charts: [],
    ratios: slopes.map(([name, measured]): Ratio => {
      const wanted = { atMost: wantedSlope };
      return { name: `growth of ${name} under steady load`, measured, wanted, unit: 'MB/min' };
    }),
    figures: { files, failures: failures.length, megabytesPerMinute: Object.fromEntries(slopes) },
  };
}

function failureOf(failures: readonly string[]): string {
  return `The steady load met ${failures.length} failures. The first one: ${failures[0]}`;
}
