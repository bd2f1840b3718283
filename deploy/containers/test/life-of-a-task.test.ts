import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { eventually } from './support/eventually.ts';
import { expectAllDoneOnce } from './support/invariants.ts';
import { linkIn } from './support/mailbox.ts';
import { shortSound } from './support/sounds.ts';
import { addressesOf, showLogsOnFailure, useStack } from './support/stack.ts';

const service = useStack();

test('a file goes in, its link comes by mail, and another format and the end of it follow', async () => {
  const stack = service();
  showLogsOnFailure(stack);
  const [first, second] = addressesOf(stack);
  const person = await Person.signUp(first);
  const task = await person.upload(first, shortSound, 'ogg');
  await expectAllDoneOnce(stack, { person, address: second, accepted: [task] });

  const [mail] = await stack.mailbox.messages();
  const link = await fetch(`${await second()}${mail && linkIn(mail)}`);
  expect(link.status).toBe(200);
  expect(Buffer.from(await link.arrayBuffer()).toString('latin1', 0, 4)).toBe('OggS');

  const url = `${await second()}/api/tasks/${task.id}`;
  const headers = { 'Content-Type': 'application/json' };
  const change = { method: 'PUT', headers, body: JSON.stringify({ newFormat: 'flac' }) };
  expect((await person.fetch(url, change)).status).toBe(200);
  const changed = await eventually(
    () => person.task(first, task.id),
    ({ status }) => status === 'processed',
    30_000,
  );
  expect(changed).toMatchObject({ status: 'processed', new_format: 'flac' });

  expect((await person.fetch(url, { method: 'DELETE' })).status).toBe(200);
  expect((await person.fetch(url)).status).toBe(404);
  expect(await stack.database.fileIds()).toEqual([]);
  const nothing = { originals: [], results: [], partial: [], scratch: [] };
  expect(await stack.files.list()).toEqual(nothing);
});
