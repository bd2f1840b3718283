import { expect, it } from 'vitest';
import { letUsersVisit } from '../../src/load/users.ts';

const { signal: never } = new AbortController();

it('lets all users come, each of whom visits again and again', async () => {
  const users = { count: 4, perSecond: 100, thinkMs: [1, 2], heldSeconds: 1 } as const;
  const visits = await letUsersVisit(users, async (user) => user, never);
  const byUser = Map.groupBy(visits, ({ result }) => result);
  expect([...byUser.keys()].sort()).toEqual([0, 1, 2, 3]);
  for (const [, { length }] of byUser) expect(length).toBeGreaterThan(1);
});

it('tells of each visit how many users there were', async () => {
  const users = { count: 3, perSecond: 10, thinkMs: [1, 2], heldSeconds: 1 } as const;
  const visits = await letUsersVisit(users, async (user) => user, never);
  for (const { users, isHeld, result } of visits) {
    expect(users).toBeGreaterThan(result);
    expect(users).toBeLessThanOrEqual(3);
    if (isHeld) expect(users).toBe(3);
  }
  expect(visits.some(({ isHeld }) => isHeld)).toBe(true);
});

it('sends everybody home when it is stopped', async () => {
  const stop = new AbortController();
  const users = { count: 2, perSecond: 100, thinkMs: [60_000, 60_000], heldSeconds: 60 } as const;
  const here = new Set<number>();
  const visit = async (user: number) => {
    here.add(user);
    if (here.size === 2) stop.abort();
  };
  await expect(letUsersVisit(users, visit, stop.signal)).rejects.toThrow('aborted');
});
