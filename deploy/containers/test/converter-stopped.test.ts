import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { occupyConverters } from './support/busy.ts';
import { stopContainer } from './support/engine.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();
/** What the orchestrator of a container gives it. */
const graceSeconds = 30;

test('a converter is stopped at work: it ends by itself and in time, and nothing is lost', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const [address] = addressesOf(stack);
  const person = await Person.signUp(address);
  const accepted = await occupyConverters(stack, person);
  const exit = await stopContainer(stack.converters[0].getId(), graceSeconds);
  expect(exit).toEqual({ code: 0, isKilledForMemory: false });
  await expectAllDoneOnce(stack, { person, address, accepted });
});
