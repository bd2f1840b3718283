import { setTimeout as sleep } from 'node:timers/promises';

/** People who come one after the other, stay, and do something every few seconds. */
export interface Users {
  readonly count: number;
  /** How many more come each second. */
  readonly perSecond: number;
  /** How long each thinks between two visits: some time from the one to the other. */
  readonly thinkMs: readonly [least: number, most: number];
  /** How long all of them stay after the last one has come. */
  readonly heldSeconds: number;
}

/** One thing that a user did. */
export interface Visit<T> {
  readonly result: T;
  /** How many users there were when it was begun. */
  readonly users: number;
  /** Whether the last user had come by then. */
  readonly isHeld: boolean;
}

/** Has each user, by number from 0, `visit` time and again. */
export async function letUsersVisit<T>(
  users: Users,
  visit: (user: number) => Promise<T>,
  stop: AbortSignal,
): Promise<readonly Visit<T>[]> {
  const { count, perSecond, thinkMs, heldSeconds } = users;
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const endsAt = count / perSecond + heldSeconds;
  const visits: Visit<T>[] = [];
  const stay = async (user: number) => {
    await sleep((user / perSecond) * 1000, undefined, { signal: stop });
    while (seconds() < endsAt) {
      // A timer may be a millisecond early, and then not even this user would be there yet.
      const come = Math.max(Math.floor(seconds() * perSecond), user) + 1;
      const begun = { users: Math.min(come, count), isHeld: come > count };
      visits.push({ ...begun, result: await visit(user) });
      await sleep(between(thinkMs), undefined, { signal: stop });
    }
  };
  await Promise.all(Array.from({ length: count }, (_, user) => stay(user)));
  return visits;
}

function between([least, most]: readonly [number, number]): number {
  return least + Math.random() * (most - least);
}
