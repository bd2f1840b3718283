import { UsageError } from '../../errors/command-error.ts';
import type { Users } from '../../load/users.ts';
import type { GivenOptions, Options, Size } from '../scenario.ts';

export interface Plan {
  readonly users: Users;
  /** As many users more make the next row of the report. */
  readonly usersPerStep: number;
  readonly timeoutMs: number;
  readonly closedLoop: { readonly clients: number; readonly calls: number };
  /** How much may stay on the disk beside the first file of each user. */
  readonly keptBytes: number;
}

export const wantedUsers = 400;
const maxUsers = 10_000;

export const requestsOptions = {
  file: { value: 'FILE', help: 'what each user sends; else an MP3 or WAV of 5 MB' },
  users: { value: 'NUMBER', help: `how many users come, 1 to ${maxUsers}; else ${wantedUsers}` },
} satisfies Options;

const thinkMs = [5_000, 10_000] as const;

const plans: Readonly<Record<Size, Plan>> = {
  full: {
    users: { count: wantedUsers, perSecond: 2, thinkMs, heldSeconds: 60 },
    usersPerStep: 20,
    timeoutMs: 10_000,
    closedLoop: { clients: 8, calls: 400 },
    keptBytes: 1e9,
  },
  smoke: {
    users: { count: 6, perSecond: 4, thinkMs: [100, 200], heldSeconds: 1 },
    usersPerStep: 2,
    // Enough for a machine that is busy with something else: a smoke run says nothing of time.
    timeoutMs: 60_000,
    closedLoop: { clients: 2, calls: 6 },
    keptBytes: 0,
  },
};

/** @throws UsageError */
export function readPlan({ users }: GivenOptions, size: Size): Plan {
  const plan = plans[size];
  if (users === undefined) return plan;
  const count = /^\d{1,5}$/.test(users) ? Number(users) : 0;
  if (count >= 1 && count <= maxUsers) return { ...plan, users: { ...plan.users, count } };
  throw new UsageError(`--users must be a whole number from 1 to ${maxUsers}; got "${users}".`);
}
