import type { JobKind, JobPayloads } from '@cloudconvert/core';

/** One job in the memory queue. */
export interface MemoryJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly payload: JobPayloads[JobKind];
  readonly priority: number;
  state: 'waiting' | 'postponed' | 'active' | 'completed' | 'failed';
  /** Of the latest delivery; -1 before the first. */
  attempt: number;
  /** How many deliveries were handed back. */
  handedBack: number;
  /** How many deliveries it may have in all. */
  deliveries: number;
  /** Since when it can be taken, in milliseconds since 1970. */
  waitingSince: number;
}

/** Whether `a` goes before `b` where both were sent in this order. */
export function isMoreUrgent(a: MemoryJob, b: MemoryJob | undefined): boolean {
  return b === undefined || a.priority > b.priority;
}
