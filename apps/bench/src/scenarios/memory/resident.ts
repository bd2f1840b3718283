import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnService, Sample } from '../../service/service.ts';

/** The processes whose memory has a bound, with it: MB without ffmpeg. */
export const bounds = { api: 150, 'converter 1': 120 } as const;
export type Bounded = keyof typeof bounds;
export const bounded = Object.keys(bounds) as readonly Bounded[];

/** One process over time. */
export interface Course {
  /** Seconds since the service started, ascending. */
  readonly at: readonly number[];
  readonly megabytes: readonly number[];
}

export type Courses = Readonly<Record<Bounded, Course>>;

const waitMs = 100;

/** How much memory the service had from the beginning of `work` to its end. */
export async function withCourses(
  own: OwnService,
  stop: AbortSignal,
  work: () => Promise<void>,
): Promise<Courses> {
  const before = own.samples().length;
  await work();
  await untilSampled(own, own.samples().length, stop);
  const samples = own.samples().slice(before);
  return { api: courseOf(samples, 'api'), 'converter 1': courseOf(samples, 'converter 1') };
}

/** What has just ended may have been shorter than the time between two looks. */
async function untilSampled(own: OwnService, known: number, signal: AbortSignal): Promise<void> {
  const seen = () =>
    new Set(
      own
        .samples()
        .slice(known)
        .map(({ name }) => name),
    );
  while (!bounded.every((name) => seen().has(name))) await sleep(waitMs, undefined, { signal });
}

function courseOf(samples: readonly Sample[], name: Bounded): Course {
  const own = samples.filter((sample) => sample.name === name);
  return {
    at: own.map(({ at }) => at),
    megabytes: own.map(({ residentBytes }) => residentBytes / 1e6),
  };
}

export const peakOf = ({ megabytes }: Course) => Math.max(...megabytes);
