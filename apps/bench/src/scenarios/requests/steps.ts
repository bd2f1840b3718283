import { type Attempt, timedOut } from '../../load/attempt.ts';
import { type Distribution, distributionOf } from '../../load/distribution.ts';
import type { Visit } from '../../load/users.ts';
import type { Plan } from './plan.ts';

/** What happened while there were so many users. */
export interface Step {
  /** At its end. */
  readonly users: number;
  readonly isHeld: boolean;
  readonly requests: number;
  /** Answered well, of those that were begun in it. */
  readonly requestsPerSecond: number;
  /** Those that failed are in it, with the time until they did. */
  readonly ms: Distribution;
  readonly failed: number;
  readonly timeouts: number;
}

/** In the order in which the users came; a step in which nobody sent anything is left out. */
export function stepsOf(visits: readonly Visit<Attempt>[], plan: Plan): readonly Step[] {
  const { count, perSecond, heldSeconds } = plan.users;
  const held = visits.filter(({ isHeld }) => isHeld);
  const steps: Step[] = [];
  for (let before = 0; before < count; before += plan.usersPerStep) {
    const users = Math.min(before + plan.usersPerStep, count);
    const isWithin = (visit: Visit<Attempt>) => visit.users > before && visit.users <= users;
    const visitsWithin = visits.filter((visit) => !visit.isHeld && isWithin(visit));
    const seconds = (users - before) / perSecond;
    steps.push(stepOf(visitsWithin, { users, isHeld: false, seconds }));
  }
  steps.push(stepOf(held, { users: count, isHeld: true, seconds: heldSeconds }));
  return steps.filter(({ requests }) => requests > 0);
}

interface Span {
  readonly users: number;
  readonly isHeld: boolean;
  readonly seconds: number;
}

function stepOf(visits: readonly Visit<Attempt>[], { users, isHeld, seconds }: Span): Step {
  const attempts = visits.map(({ result }) => result);
  const failed = attempts.filter(({ failure }) => failure !== null);
  return {
    users,
    isHeld,
    requests: attempts.length,
    requestsPerSecond: (attempts.length - failed.length) / seconds,
    ms: distributionOf(attempts.map(({ ms }) => ms)),
    failed: failed.length,
    timeouts: failed.filter(({ failure }) => failure === timedOut).length,
  };
}

export const maxMeanMs = 1_500;
export const maxErrorShare = 0.01;

export const errorShare = ({ failed, requests }: Step) => failed / requests;

/** The last step up to which every one was borne; `null` where not even the first was. */
export function capacityOf(steps: readonly Step[]): Step | null {
  const unborne = steps.findIndex((step) => !isBorne(step));
  const borne = unborne === -1 ? steps : steps.slice(0, unborne);
  return borne.at(-1) ?? null;
}

function isBorne(step: Step): boolean {
  return step.ms.mean < maxMeanMs && errorShare(step) < maxErrorShare;
}
