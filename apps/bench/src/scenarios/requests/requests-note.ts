import type { Outcome } from './measure-way.ts';
import { capacityOf, type Step } from './steps.ts';

/** What the rows come to, and how they came about. */
export function noteOf(outcome: Outcome, steps: readonly Step[]): string {
  return [
    capacityNote(steps),
    timeoutNote(steps),
    workloadNote(outcome),
    diskNote(outcome),
    senderNote(outcome),
  ].join(' ');
}

function capacityNote(steps: readonly Step[]): string {
  const capacity = capacityOf(steps);
  if (!capacity) return 'Not even the first users had a mean under 1.5 s and errors under 1 %.';
  const { users, requestsPerSecond } = capacity;
  return (
    `Up to ${users} users and ${requestsPerSecond.toFixed(1)} requests per second ` +
    'the mean was under 1.5 s and errors under 1 %.'
  );
}

function timeoutNote(steps: readonly Step[]): string {
  const first = steps.find(({ timeouts }) => timeouts > 0);
  return first ? `The first time-out was with ${first.users} users.` : 'There was no time-out.';
}

function workloadNote({ plan }: Outcome): string {
  const { perSecond, thinkMs, heldSeconds } = plan.users;
  const [least, most] = thinkMs.map((ms) => ms / 1000);
  return (
    `Each user uploads and then waits ${least} to ${most} s at random, ${perSecond} more come each second, and all ` +
    `stay for ${heldSeconds} s; a request is given up after ${plan.timeoutMs / 1000} s. A row counts the requests ` +
    'that were begun in it, and the time of those that failed is in the mean.'
  );
}

function diskNote({ visits, sound, plan }: Outcome): string {
  const sent = visits.filter(({ result }) => result.uploaded).length * sound.bytes.length;
  const kept = plan.users.count * sound.bytes.length + plan.keptBytes;
  return (
    `${gigabytes(sent)} GB were stored. In a service of the bench's own a file is unlinked as soon as its upload ` +
    `has been answered, apart from the first one of each user and some more (${gigabytes(kept)} GB at most), which ` +
    'are more than the converters get to.'
  );
}

function senderNote({ delay }: Outcome): string {
  const { p99Ms, maxMs } = delay;
  return (
    `The bench itself was late by ${p99Ms.toFixed(0)} ms at p99 and ${maxMs.toFixed(0)} ms at most, ` +
    'which is in the figures.'
  );
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
