import type { Readable } from 'node:stream';
import { readObject, type StoredObject } from '../objects/stored-object.ts';
import { type AnsweredText, readAnswer } from '../requests/answered-text.ts';
import type { GcsClient } from '../requests/gcs-client.ts';

export type SessionState =
  | { readonly kind: 'complete'; readonly object: StoredObject }
  /** So many bytes are kept for good. */
  | { readonly kind: 'open'; readonly persisted: number }
  /** Somebody else has stored or removed a file under the key since the session began. */
  | { readonly kind: 'superseded' };

/** Bytes `start` and following of a file. */
export interface UploadPart {
  readonly body: Uint8Array | Readable;
  readonly start: number;
  readonly length: number;
  /** What the whole file is; only with its last part. */
  readonly whole?: WholeFile | undefined;
}

export interface WholeFile {
  /** bytes */
  readonly size: number;
  readonly crc32c: string;
}

const cancelMs = 5000;
/** What the server says of a session that has been cancelled, or that it doesn't know. */
const cancelled: readonly number[] = [499, 404, 410];

/** A resumable upload: the protocol of Cloud Storage for files that arrive in parts. */
export class ResumableSession {
  readonly #client: GcsClient;
  readonly #url: URL;

  constructor(client: GcsClient, url: URL) {
    this.#client = client;
    this.#url = url;
  }

  /** One attempt at sending bytes. Where it fails, `ask` tells how many of them have arrived. */
  send(part: UploadPart, signal?: AbortSignal): Promise<SessionState> {
    const { body, length, whole } = part;
    const hash = whole && { 'x-goog-hash': `crc32c=${whole.crc32c}` };
    const headers = { 'content-length': `${length}`, 'content-range': contentRange(part), ...hash };
    return this.#put(headers, body, signal);
  }

  /** One attempt at finding out how far the upload has come. */
  ask(whole: WholeFile | undefined, signal?: AbortSignal): Promise<SessionState> {
    const nothing = new Uint8Array();
    return this.send({ body: nothing, start: 0, length: 0, whole }, signal);
  }

  /** Ends the session in the background, so that nothing comes of it; it would expire after a week. */
  abandon(removeObject: (object: StoredObject) => Promise<void>): void {
    this.#cancel(removeObject).catch(() => {});
  }

  async #cancel(removeObject: (object: StoredObject) => Promise<void>): Promise<void> {
    const signal = AbortSignal.timeout(cancelMs);
    const headers = { 'content-length': '0' };
    const request = { method: 'DELETE', url: this.#url, headers } as const;
    const response = await this.#client.send(request, signal);
    const { statusCode = 0 } = response;
    response.destroy();
    if (cancelled.includes(statusCode)) return;
    // The last bytes may have arrived, and only the word of it not.
    const state = await this.ask(undefined, signal);
    if (state.kind === 'complete') await removeObject(state.object);
  }

  async #put(
    headers: Readonly<Record<string, string>>,
    body: Uint8Array | Readable,
    signal?: AbortSignal,
  ): Promise<SessionState> {
    const request = { method: 'PUT', url: this.#url, headers, body } as const;
    const response = await this.#client.send(request, signal);
    const fine = [200, 201, 308, 412];
    return stateIn(await readAnswer(response, fine, this.#client.timing.stallMs));
  }
}

function contentRange({ start, length, whole }: UploadPart): string {
  const range = length === 0 ? '*' : `${start}-${start + length - 1}`;
  return `bytes ${range}/${whole?.size ?? '*'}`;
}

function stateIn({ status, headers, text }: AnsweredText): SessionState {
  if (status === 412) return { kind: 'superseded' };
  if (status !== 308) return { kind: 'complete', object: readObject(JSON.parse(text)) };
  // Without `Range`, nothing has arrived yet.
  const last = /^bytes=0-(\d+)$/.exec(headers.range ?? '')?.[1];
  return { kind: 'open', persisted: last === undefined ? 0 : Number(last) + 1 };
}
