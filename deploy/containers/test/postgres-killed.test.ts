import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { isRunning, killContainer, startAgain } from './support/engine.ts';
import { untilAccepted } from './support/eventually.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { Load } from './support/load.ts';
import { shortSound } from './support/sounds.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();
const outageMs = 20_000;

test('PostgreSQL is killed under load and comes back: every program lives on, and nothing accepted is lost', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const addresses = addressesOf(stack);
  const person = await Person.signUp(addresses[0]);
  const loads = addresses.map((to) => new Load(() => person.upload(to, shortSound, 'ogg')));
  await setTimeout(5_000);
  await killContainer(stack.postgres.getId());
  await setTimeout(outageMs);
  await startAgain(stack.postgres.getId());
  const last = await untilAccepted(() => person.upload(addresses[0], shortSound, 'ogg'));
  await Promise.all(loads.map((load) => load.stop()));
  for (const program of [...stack.apis, ...stack.converters]) {
    expect(await isRunning(program.getId())).toBe(true);
  }
  const brokenOff = loads.reduce((sum, load) => sum + load.brokenOff, 0);
  expect(brokenOff).toBeGreaterThan(0);
  const accepted = [...loads.flatMap((load) => load.accepted), last];
  const settled = { person, address: addresses[0], accepted, brokenOff, mailRepeats: true };
  await expectAllDoneOnce(stack, settled);
});
