import type { Task } from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FairnessSubject, SteppedService } from './fairness/service.ts';

interface FairnessContractOptions {
  /** Steps of each random schedule. */
  readonly steps: number;
}

/** Repository, unit of work and queue together keep the promise of `TaskRepository` on fairness. */
export function fairnessContract(
  name: string,
  open: () => Promise<FairnessSubject>,
  { steps }: FairnessContractOptions,
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

    test.each([1, 2, 3, 4])('within its bound on random schedule %i', async (seed) => {
      const random = randomNumbers(seed);
      const slots = 1 + random(3);
      await start(slots);
      const owners = await people(2 + random(5));
      const submitted = await runAtRandom(service, owners, { steps, slots, random });
      await service.endAll();
      for (const { task, place, after } of submitted) {
        const before = await service.startsBefore(task, after);
        const others = before.filter(({ userId }) => userId !== task.userId);
        const otherPeople = new Set(others.map(({ userId }) => userId)).size;
        expect(others.length).toBeLessThanOrEqual((place + 1) * otherPeople);
      }
    });
  });
}

interface Submitted {
  readonly task: Task;
  /** 1 for the first task that its owner has waiting. */
  readonly place: number;
  /** How many conversions had begun before. */
  readonly after: number;
}

interface Schedule {
  readonly steps: number;
  readonly slots: number;
  readonly random: (below: number) => number;
}

/** Half of all tasks are the first owner's. */
async function runAtRandom(
  service: SteppedService,
  owners: readonly number[],
  { steps, slots, random }: Schedule,
): Promise<readonly Submitted[]> {
  const submitted: Submitted[] = [];
  for (let step = 0; step < steps; step += 1) {
    const owner = owners[random(2) * random(owners.length)] ?? 0;
    if (service.hasRunning && random(5) < 2) await service.end(random(slots));
    else submitted.push(await submitAs(owner, service, submitted));
  }
  return submitted;
}

async function submitAs(
  owner: number,
  service: SteppedService,
  earlier: readonly Submitted[],
): Promise<Submitted> {
  const begun = new Set(service.starts.map(({ id }) => id));
  const waiting = earlier.filter(({ task }) => task.userId === owner && !begun.has(task.id));
  const after = service.starts.length;
  return { task: await service.submit(owner), place: waiting.length + 1, after };
}

/** Whole numbers below a limit, the same for each seed (Lehmer's generator with Park and Miller's 48271). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
