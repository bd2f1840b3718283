import { expect, test } from 'vitest';
import { Turns } from '../src/turns.ts';

/** Work of person 1 that goes on until it is told to end. */
function heldTurns(turns: Turns, count: number) {
  const held = Promise.withResolvers<void>();
  const all = Array.from({ length: count }, () => turns.run(1, () => held.promise));
  return {
    async release() {
      held.resolve();
      await Promise.all(all);
    },
  };
}

test('two at a time, in the order in which they came', async () => {
  const turns = new Turns();
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = (number: number) => async () => {
    begun.push(number);
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
  };
  await Promise.all([1, 2, 3, 4, 5].map((number) => turns.run(1, work(number))));
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test('another person waits for nobody', async () => {
  const turns = new Turns();
  const held = heldTurns(turns, 5);
  expect(await turns.run(2, async () => 'done')).toBe('done');
  await held.release();
});

test('who waits for too long is told to come again, and nothing of it happens later', async () => {
  const turns = new Turns(1);
  let ran = false;
  const held = heldTurns(turns, 2);
  const late = turns.run(1, async () => {
    ran = true;
  });
  await expect(late).rejects.toMatchObject({ code: 'busy' });
  await held.release();
  expect(await turns.run(1, async () => ran)).toBe(false);
});

test('nobody overtakes those who run because others between them gave up', async () => {
  const turns = new Turns(1);
  const held = heldTurns(turns, 2);
  for (const _ of [1, 2, 3]) {
    const late = turns.run(1, async () => 'early');
    await expect(late).rejects.toMatchObject({ code: 'busy' });
  }
  await held.release();
  expect(await turns.run(1, async () => 'done')).toBe('done');
});
