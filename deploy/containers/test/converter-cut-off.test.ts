import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { occupyConverters } from './support/busy.ts';
import { cutOff, isRunning, reconnect } from './support/engine.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();
/** Longer than it takes until a converter that is silent counts as dead. */
const cutMs = 25_000;

test('a converter loses the network at work and gets it back: its task is done once', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const [address] = addressesOf(stack);
  const person = await Person.signUp(address);
  const accepted = await occupyConverters(stack, person);
  const [converter] = stack.converters;
  await cutOff(converter.getId(), stack.network.getId());
  await setTimeout(cutMs);
  await reconnect(converter.getId(), stack.network.getId());
  await expectAllDoneOnce(stack, { person, address, accepted });
  expect(await isRunning(converter.getId())).toBe(true);
});
