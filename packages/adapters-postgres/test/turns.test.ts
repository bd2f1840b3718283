import { expect, test } from 'vitest';
import { Turns } from '../src/turns.ts';

test('one after the other, in the order in which they came', async () => {
  const turns = new Turns();
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await Promise.resolve();
    events.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => turns.run(1, work(name))));
  expect(events).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('another person waits for nobody', async () => {
  const turns = new Turns();
  const held = Promise.withResolvers<void>();
  const first = turns.run(1, () => held.promise);
  expect(await turns.run(2, async () => 'done')).toBe('done');
  held.resolve();
  await first;
});

test('who waits for too long is told to come again, and nothing of it happens later', async () => {
  const turns = new Turns(1);
  const held = Promise.withResolvers<void>();
  let ran = false;
  const first = turns.run(1, () => held.promise);
  const late = turns.run(1, async () => {
    ran = true;
  });
  await expect(late).rejects.toMatchObject({ code: 'busy' });
  held.resolve();
  await first;
  expect(await turns.run(1, async () => ran)).toBe(false);
});

test('nobody overtakes the one who runs because somebody between them gave up', async () => {
  const turns = new Turns(1);
  const held = Promise.withResolvers<void>();
  const first = turns.run(1, () => held.promise);
  await expect(turns.run(1, async () => 'late')).rejects.toMatchObject({ code: 'busy' });
  await expect(turns.run(1, async () => 'early')).rejects.toMatchObject({ code: 'busy' });
  held.resolve();
  await first;
  expect(await turns.run(1, async () => 'done')).toBe('done');
});
