import { test } from 'vitest';
import { Person } from './support/api-client.ts';
import { occupyConverters } from './support/busy.ts';
import { killContainer } from './support/engine.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();

test('a converter is killed at work: another one does its task', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const [address] = addressesOf(stack);
  const person = await Person.signUp(address);
  const accepted = await occupyConverters(stack, person);
  await killContainer(stack.converters[0].getId());
  await expectAllDoneOnce(stack, { person, address, accepted });
});
