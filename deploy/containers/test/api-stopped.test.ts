import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { stopContainer } from './support/engine.ts';
import { eventually } from './support/eventually.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { Load } from './support/load.ts';
import { pauseUploads } from './support/paused-upload.ts';
import { shortSound } from './support/sounds.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();
const uploads = 5;
/** What the orchestrator of a container gives it. */
const graceSeconds = 30;

test('an API is stopped during uploads: it takes no more, ends those that it has, and then itself', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const [stopped, other] = addressesOf(stack);
  const person = await Person.signUp(other);
  const url = await stopped();
  const load = new Load(() => person.upload(other, shortSound, 'ogg'));
  const paused = await pauseUploads(uploads, person, stopped, shortSound);
  // Until the API has begun with each of them; a connection that it has not taken yet, it refuses.
  const begun = await eventually(
    () => stack.files.list(),
    ({ partial }) => partial.length >= uploads,
    20_000,
  );
  expect(begun.partial.length).toBeGreaterThanOrEqual(uploads);
  const exit = stopContainer(stack.apis[0].getId(), graceSeconds);
  const refused = () =>
    fetch(`${url}/livez`).then(
      () => false,
      () => true,
    );
  expect(await eventually(refused, Boolean, 10_000)).toBe(true);
  for (const { resume } of paused) resume();
  const drained = await Promise.all(paused.map(({ task }) => task));
  expect(await exit).toEqual({ code: 0, isKilledForMemory: false });
  await load.stop();
  expect(load.brokenOff).toBe(0);
  const accepted = [...load.accepted, ...drained];
  await expectAllDoneOnce(stack, { person, address: other, accepted });
});
