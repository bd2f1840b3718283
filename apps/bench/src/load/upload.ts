import { bearer } from '../client/account.ts';
import type { Sound } from '../sound/usual-sound.ts';
import { uploadForm } from './form.ts';
import type { Message, Received, Sender } from './sender.ts';

/** One way to bring a sound to a service and to make a task of it. */
export type Upload = (token: string, signal: AbortSignal) => Promise<Uploaded>;

export interface Uploaded {
  readonly task: CreatedTask;
  /** When the last byte of the last request had left, as `Date.now()` has it. */
  readonly sentAt: number;
}

/** As the service shows it, as far as anybody here asks. */
export interface CreatedTask {
  readonly id: number;
  readonly file_id: string;
}

/** Somewhere to send uploads to, and what is sent. */
export interface Delivery {
  readonly sender: Sender;
  readonly target: URL;
  readonly sound: Sound;
  readonly newFormat: string;
}

/** The service has answered, and not as one that takes the file. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor({ status, text }: Received) {
    super(`it answered ${status}: ${text.slice(0, 200)}`);
    this.status = status;
  }
}

/** All at once, as a page in a browser does. */
export function formUpload({ sender, target, sound, newFormat }: Delivery): Upload {
  const { contentType, body } = uploadForm(sound, newFormat);
  const url = new URL('/api/tasks', target);
  return async (token, signal) => {
    const headers = { ...bearer(token), 'Content-Type': contentType };
    const received = await sender.send({ method: 'POST', url, headers, body }, signal);
    const { task } = answerIn<{ task: CreatedTask }>(received);
    return { task, sentAt: received.sentAt };
  };
}

interface OpenedUpload {
  readonly id: string;
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Announced, sent to where files are kept, and claimed: three requests. */
export function directUpload({ sender, target, sound, newFormat }: Delivery): Upload {
  const announced = { fileName: sound.name, size: sound.bytes.byteLength, newFormat };
  const announcement = jsonMessage(new URL('/api/uploads', target), announced);
  const tasks = new URL('/api/tasks', target);
  return async (token, signal) => {
    const opening = await sender.send(authorised(announcement, token), signal);
    const { upload } = answerIn<{ upload: OpenedUpload }>(opening);
    const { id, method, headers } = upload;
    const bytes = { method, url: new URL(upload.url), headers, body: sound.bytes };
    checkAnswer(await sender.send(bytes, signal));
    const claim = jsonMessage(tasks, { uploadId: id, newFormat });
    const received = await sender.send(authorised(claim, token), signal);
    const { task } = answerIn<{ task: CreatedTask }>(received);
    return { task, sentAt: received.sentAt };
  };
}

function authorised(message: Message, token: string): Message {
  return { ...message, headers: { ...message.headers, ...bearer(token) } };
}

function jsonMessage(url: URL, value: unknown): Message {
  const headers = { 'Content-Type': 'application/json' };
  return { method: 'POST', url, headers, body: Buffer.from(JSON.stringify(value)) };
}

/** @throws Refused */
function checkAnswer(received: Received): void {
  if (received.status >= 300) throw new Refused(received);
}

/** @throws Refused */
function answerIn<T>(received: Received): T {
  checkAnswer(received);
  return JSON.parse(received.text);
}
