import { expect, test } from 'vitest';
import { Person } from './support/api-client.ts';
import { type Composition, showComposeLogsOnFailure, useComposition } from './support/compose.ts';
import { startAgain, stopContainer } from './support/engine.ts';
import { eventually } from './support/eventually.ts';
import { expectDownload, expectMails } from './support/invariants.ts';
import { Load } from './support/load.ts';
import { Mailbox } from './support/mailbox.ts';
import { shortSound } from './support/sounds.ts';

const service = useComposition({ upOptions: ['--scale', 'api=2', '--scale', 'converter=3'] });
const graceSeconds = 30;
const settleMs = 120_000;

test('an API goes and comes back under load: every upload is taken, and done once', async () => {
  const composition = service();
  showComposeLogsOnFailure(composition);
  const person = await Person.signUp(composition.address);
  const load = new Load(() => person.upload(composition.address, shortSound, 'ogg'));
  const second = await secondApi(composition);
  await untilMore(load);
  expect(await stopContainer(second, graceSeconds)).toMatchObject({ code: 0 });
  await untilMore(load);
  await startAgain(second);
  await untilMore(load);
  await load.stop();
  expect(load.brokenOff).toBe(0);
  await expectDone(composition, person, load.accepted.length);
});

test('the data outlives the containers', async () => {
  const composition = service();
  showComposeLogsOnFailure(composition);
  const person = await Person.signUp(composition.address);
  await person.upload(composition.address, shortSound, 'flac');
  await untilProcessed(composition, person, 1);
  const tasks = await person.tasks(composition.address);
  await composition.down();
  await composition.up();
  expect(await person.tasks(composition.address)).toEqual(tasks);
  for (const task of tasks) await expectDownload(person, await composition.address(), task);
});

async function secondApi(composition: Composition): Promise<string> {
  const [, second] = await composition.containers('api');
  if (!second) throw new Error('There is one API only');
  return second;
}

/** As many uploads as take both APIs, and the balancer a look at each of them. */
async function untilMore(load: Load): Promise<void> {
  const before = load.accepted.length;
  const count = async () => load.accepted.length - before;
  expect(await eventually(count, (more) => more >= 10, settleMs)).toBeGreaterThanOrEqual(10);
}

async function expectDone(composition: Composition, person: Person, count: number): Promise<void> {
  const tasks = await untilProcessed(composition, person, count);
  const fileIds = tasks.map(({ file_id }) => file_id).sort();
  const [mail = ''] = await composition.containers('mail');
  const mailbox = new Mailbox(mail);
  await eventually(
    () => mailbox.count(),
    (mails) => mails >= count,
    settleMs,
  );
  await expectMails(mailbox, fileIds);
  for (const task of tasks) await expectDownload(person, await composition.address(), task);
}

async function untilProcessed({ address }: Composition, person: Person, count: number) {
  const processed = async () =>
    (await person.tasks(address)).filter(({ status }) => status === 'processed');
  const tasks = await eventually(processed, ({ length }) => length === count, settleMs);
  expect(tasks).toHaveLength(count);
  return tasks;
}
