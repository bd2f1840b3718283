import { expect, test } from 'vitest';
import { json, Person, type Task } from './support/api-client.ts';
import { askBucket } from './support/bucket.ts';
import { type Composition, showComposeLogsOnFailure, useComposition } from './support/compose.ts';
import { eventually } from './support/eventually.ts';
import { linkIn, Mailbox } from './support/mailbox.ts';
import { shortSound } from './support/sounds.ts';

const service = useComposition({ options: ['--env-file', 'deploy/containers/gcp.env'] });
const settleMs = 120_000;

test('files go into the bucket by form and directly, and come out of it by a link of its own', async () => {
  const composition = service();
  showComposeLogsOnFailure(composition);
  const person = await Person.signUp(composition.address);
  const tasks = [
    await person.upload(composition.address, shortSound, 'ogg'),
    await uploadDirectly(composition, person),
  ];
  for (const task of tasks) {
    expect(await untilEnded(composition, person, task)).toMatchObject({ status: 'processed' });
    expect(await linkedBytes(composition, task)).toBe('OggS');
  }

  for (const { id } of tasks) {
    const url = `${await composition.address()}/api/tasks/${id}`;
    expect((await person.fetch(url, { method: 'DELETE' })).status).toBe(200);
  }
  expect(await objectsIn(composition)).toEqual([]);
});

/** Announces the sound, sends it to where the answer says, and makes a task of it. */
async function uploadDirectly({ address }: Composition, person: Person): Promise<Task> {
  const size = shortSound.length;
  const announced = { fileName: 'sound.wav', size, newFormat: 'ogg', contentType: 'audio/wav' };
  const { upload } = await post<{ upload: { id: string; url: string } }>(
    person,
    `${await address()}/api/uploads`,
    announced,
  );
  expect(await askBucket(upload.url, 'PUT', shortSound)).toMatchObject({ status: 200 });
  const claim = { uploadId: upload.id, newFormat: 'ogg' };
  return (await post<{ task: Task }>(person, `${await address()}/api/tasks`, claim)).task;
}

async function post<T>(person: Person, url: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  return json(await person.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

function untilEnded({ address }: Composition, person: Person, task: Task): Promise<Task> {
  const hasEnded = ({ status }: Task) => status === 'processed' || status === 'failed';
  return eventually(() => person.task(address, task.id), hasEnded, settleMs);
}

/** What the file begins with to which the message about the task leads, by way of the bucket. */
async function linkedBytes(composition: Composition, { file_id }: Task): Promise<string> {
  const [container = ''] = await composition.containers('mail');
  const mailbox = new Mailbox(container);
  const find = async () =>
    (await mailbox.messages()).map(linkIn).find((path) => path.includes(file_id));
  const path = await eventually(find, Boolean, settleMs);
  const link = await fetch(`${await composition.address()}${path}`, { redirect: 'manual' });
  const { status, bytes } = await askBucket(link.headers.get('Location') ?? '');
  expect([link.status, status]).toEqual([302, 200]);
  return bytes.toString('latin1', 0, 4);
}

async function objectsIn({ bucketUrl }: Composition): Promise<readonly object[]> {
  const list = await fetch(`${bucketUrl}/storage/v1/b/cloudconvert/o`);
  return (await json<{ items?: readonly object[] }>(list)).items ?? [];
}
