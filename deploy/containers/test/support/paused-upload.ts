import type { Address, Person, Task } from './api-client.ts';
import { json } from './api-client.ts';

const boundary = 'boundary';
const head = [
  `--${boundary}\r\nContent-Disposition: form-data; name="newFormat"\r\n\r\nogg\r\n`,
  `--${boundary}\r\nContent-Disposition: form-data; name="fileName"; filename="sound.wav"\r\n`,
  'Content-Type: audio/wav\r\n\r\n',
].join('');
const tail = `\r\n--${boundary}--\r\n`;

export interface PausedUpload {
  /** What the API answers in the end; rejects if the connection breaks. */
  readonly task: Promise<Task>;
  /** Sends the other half. */
  resume(): void;
}

/** Sends the first half of a form with a file, and the rest when told. */
async function pauseUpload(
  person: Person,
  address: Address,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<PausedUpload> {
  const sent = Promise.withResolvers<void>();
  const resumed = Promise.withResolvers<void>();
  const half = Math.floor(bytes.length / 2);
  async function* body() {
    yield Buffer.from(head);
    yield bytes.subarray(0, half);
    sent.resolve();
    await resumed.promise;
    yield bytes.subarray(half);
    yield Buffer.from(tail);
  }
  const task = person
    .fetch(`${await address()}/api/tasks`, {
      method: 'POST',
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
      body: body(),
      duplex: 'half',
    })
    .then((response) => json<{ task: Task }>(response))
    .then((created) => created.task);
  // Whoever awaits it learns of an error; until then nobody may.
  task.catch(() => {});
  await sent.promise;
  return { task, resume: resumed.resolve };
}

/** `count` of them, each of which has sent half of its file. */
export function pauseUploads(
  count: number,
  ...[person, address, bytes]: Parameters<typeof pauseUpload>
): Promise<readonly PausedUpload[]> {
  return Promise.all(Array.from({ length: count }, () => pauseUpload(person, address, bytes)));
}
