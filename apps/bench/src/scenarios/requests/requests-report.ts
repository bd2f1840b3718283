import type { Comparable, Ratio, Report } from '../../report/report.ts';
import type { Outcome } from './measure-way.ts';
import { wantedUsers } from './plan.ts';
import { chartsOf } from './requests-charts.ts';
import { noteOf } from './requests-note.ts';
import { capacityOf, errorShare, maxErrorShare, maxMeanMs, type Step, stepsOf } from './steps.ts';

const header = [
  'users',
  'requests',
  'per second',
  'mean ms',
  'p95',
  'p99',
  'errors %',
  'time-outs',
];

/** What users met with who came to upload in one way. */
export function requestsReport(outcome: Outcome): Report {
  const { way, plan, sound, visits, delay } = outcome;
  const steps = stepsOf(visits, plan);
  const capacity = capacityOf(steps);
  const megabytes = (sound.bytes.length / 1e6).toFixed(1);
  return {
    title: `Users who upload ${sound.name} (${megabytes} MB) ${way.name}, converters working`,
    header,
    rows: steps.map(rowOf),
    note: noteOf(outcome, steps),
    failure: failureOf(outcome),
    charts: chartsOf(way.name, steps),
    ratios: ratiosOf(way.name, steps),
    comparable: way.isOld ? comparableOf(capacity) : {},
    figures: { way: way.name, capacity, steps, failures: failuresOf(outcome), senderDelay: delay },
  };
}

function rowOf(step: Step): readonly string[] {
  const { users, isHeld, requests, requestsPerSecond, ms, timeouts } = step;
  return [
    isHeld ? `${users}, held` : String(users),
    String(requests),
    requestsPerSecond.toFixed(1),
    ms.mean.toFixed(0),
    ms.p95.toFixed(0),
    ms.p99.toFixed(0),
    (100 * errorShare(step)).toFixed(1),
    String(timeouts),
  ];
}

function comparableOf(capacity: Step | null): Comparable {
  if (!capacity) return {};
  const { users, requestsPerSecond } = capacity;
  return { users, requestsPerSecond: Number(requestsPerSecond.toFixed(1)) };
}

/** Of the time in which as many users were there as were to be borne. */
function ratiosOf(way: string, steps: readonly Step[]): readonly Ratio[] {
  const step = steps.find(({ isHeld, users }) => isHeld && users === wantedUsers);
  if (!step) return [];
  const what = `${wantedUsers} users who upload ${way}`;
  const meanOf = { name: `${what}: mean`, measured: step.ms.mean, unit: 'ms' };
  const errorsOf = { name: `${what}: errors`, measured: 100 * errorShare(step), unit: '%' };
  return [
    { ...meanOf, wanted: { atMost: maxMeanMs } },
    { ...errorsOf, wanted: { atMost: 100 * maxErrorShare } },
  ];
}

/** How often each reason occurred. */
function failuresOf({ visits }: Outcome): Readonly<Record<string, number>> {
  const reasons = visits.flatMap(({ result }) => result.failure ?? []);
  const groups = Map.groupBy(reasons, (reason) => reason);
  return Object.fromEntries([...groups].map(([reason, { length }]) => [reason, length]));
}

/** Errors of a service that has too much to do are what is measured; those of one that does nothing are not. */
function failureOf(outcome: Outcome): string | null {
  const { way, visits } = outcome;
  if (visits.some(({ result }) => result.uploaded)) return null;
  const reasons = Object.keys(failuresOf(outcome)).join(', ');
  return `Not one upload ${way.name} was taken (${reasons}): see the log of the service.`;
}
