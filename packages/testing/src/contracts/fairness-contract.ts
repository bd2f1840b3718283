import type { Task } from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RandomSchedule, type Request, randomNumbers } from './fairness/random-schedule.ts';
import { type FairnessSubject, SteppedService } from './fairness/service.ts';

interface FairnessContractOptions {
  /** How many random schedules. */
  readonly schedules: number;
  /** Steps of each. */
  readonly steps: number;
}

/** Repository, unit of work and queue together keep the promise of `TaskRepository` on fairness. */
export function fairnessContract(
  name: string,
  open: () => Promise<FairnessSubject>,
  { schedules, steps }: FairnessContractOptions,
): void {
  describe(`${name} is fair`, () => {
    let subject: FairnessSubject;
    let service: SteppedService;
    const start = async (slots: number) => {
      service = new SteppedService(subject, slots);
      await service.open();
    };
    const people = (count: number) => Promise.all(Array.from({ length: count }, subject.newUserId));
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(async () => {
      await service.endAll();
      await subject.close?.();
    });

    test('to a person with five tasks among eight who send one after the other', async () => {
      await start(2);
      const [ada = 0, ...others] = await people(9);
      for (const person of others) await service.submit(person);
      const tasks: Task[] = [];
      for (let n = 0; n < 5; n += 1) tasks.push(await service.submit(ada));
      const fifth = tasks.at(-1);
      for (let n = 0; n < 85 && !service.starts.some(({ id }) => id === fifth?.id); n += 1) {
        await service.end();
        // Whoever has nothing waiting sends the next one at once.
        await service.submit(others[n % others.length] ?? 0);
      }
      const before = service.starts.findIndex(({ id }) => id === fifth?.id);
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThanOrEqual((5 + 1) * 9);
    });

    test('to the first tasks of a person who sends many more', async () => {
      await start(1);
      const [ada = 0] = await people(1);
      const first = [
        await service.submit(ada),
        await service.submit(ada),
        await service.submit(ada),
      ];
      for (let n = 0; n < 20; n += 1) {
        await service.submit(ada);
        await service.submit(ada);
        await service.end();
      }
      expect(service.starts.slice(0, 3).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
      const ids = service.starts.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    });

    test('to a person with one file behind one with fifty', async () => {
      await start(1);
      const [ada = 0, bob = 0] = await people(2);
      for (let n = 0; n < 50; n += 1) await service.submit(ada);
      for (let n = 0; n < 7; n += 1) await service.end();
      const after = service.starts.length;
      const one = await service.submit(bob);
      expect(await service.startsBefore(one, after)).toHaveLength(1);
    });

    test('to those who wait while somebody changes a format again and again', async () => {
      await start(1);
      const [ada = 0, bob = 0] = await people(2);
      const changed = [await service.submit(ada), await service.submit(ada)].at(-1);
      const waiting = await service.submit(bob);
      for (let n = 0; n < 10 && changed; n += 1) await service.changeFormat(changed);
      expect(await service.startsBefore(waiting)).toHaveLength(1);
    });

    test('to those who wait while somebody restarts a conversion again and again', async () => {
      await start(1);
      const [ada = 0, bob = 0] = await people(2);
      let restarted = await service.submit(ada);
      const waiting = [await service.submit(bob), await service.submit(bob)];
      for (let n = 0; n < 10; n += 1) restarted = await service.changeFormat(restarted);
      for (const task of waiting) await service.startsBefore(task);
      const begun = service.starts.map(({ userId }) => userId);
      expect(begun).toEqual([ada, bob, ada, bob]);
    });

    test('to a person who comes back after all that waited was deleted', async () => {
      await start(1);
      const [ada = 0, bob = 0] = await people(2);
      for (let n = 0; n < 5; n += 1) await service.submit(bob);
      const mistakes: Task[] = [];
      for (let n = 0; n < 20; n += 1) mistakes.push(await service.submit(ada));
      for (const task of mistakes) await service.deleteWaiting(task);
      const after = service.starts.length;
      const task = await service.submit(ada);
      expect(await service.startsBefore(task, after)).toHaveLength(1);
    });

    test.each(seeds(schedules))('within its bound on random schedule %i', async (seed) => {
      const random = randomNumbers(seed);
      const slots = 1 + random(3);
      await start(slots);
      const owners = await people(2 + random(5));
      const schedule = new RandomSchedule(service, owners, { steps, slots, random });
      await schedule.run();
      const order = new Map(schedule.requests.map(({ task }, index) => [nameOf(task), index]));
      for (const request of schedule.requests) {
        const before = await service.startsBefore(request.task, request.after);
        checkBound(request, before, order);
      }
    });
  });
}

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Of each other person as many as the port says, and of the owner nothing that came later. */
function checkBound(
  { task, place, isChanged }: Request,
  before: readonly Task[],
  order: ReadonlyMap<string, number>,
): void {
  const own = order.get(nameOf(task)) ?? 0;
  const isLater = (other: Task) => (order.get(nameOf(other)) ?? 0) > own;
  for (const [userId, started = []] of Map.groupBy(before, (other) => other.userId)) {
    const later = started.filter(isLater).length;
    const isOwner = userId === task.userId;
    expect(started.length).toBeLessThanOrEqual(isOwner ? place - 1 : place + 1);
    // A task that was changed is behind all others of its round.
    expect(later).toBeLessThanOrEqual(isOwner ? 0 : isChanged ? place : place - 1);
  }
}

function nameOf({ id, revision }: Task): string {
  return `${id}/${revision}`;
}
