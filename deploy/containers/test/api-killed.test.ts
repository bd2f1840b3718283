import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { killContainer, startAgain } from './support/engine.ts';
import { eventually, untilAccepted } from './support/eventually.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { pauseUploads } from './support/paused-upload.ts';
import { shortSound } from './support/sounds.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();
const uploads = 5;

test('an API is killed during uploads: no task without its file, and at most as many half-written files as uploads', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const [killed, other] = addressesOf(stack);
  const person = await Person.signUp(other);
  const before = await person.upload(killed, shortSound, 'ogg');
  const brokenOff = await pauseUploads(uploads, person, killed, shortSound);
  const halfWritten = await eventually(
    () => stack.files.list(),
    ({ partial }) => partial.length === uploads,
    20_000,
  );
  expect(halfWritten.partial).toHaveLength(uploads);
  await killContainer(stack.apis[0].getId());
  const ends = await Promise.allSettled(brokenOff.map(({ task }) => task));
  expect(ends.map(({ status }) => status)).toEqual(Array(uploads).fill('rejected'));
  const meanwhile = await person.upload(other, shortSound, 'ogg');
  await startAgain(stack.apis[0].getId());
  const again = await untilAccepted(() => person.upload(killed, shortSound, 'ogg'));
  const accepted = [before, meanwhile, again];
  await expectAllDoneOnce(stack, { person, address: other, accepted, brokenOff: uploads });
});
