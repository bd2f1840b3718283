import { type FileStorage, uploadKey } from '@cloudconvert/core';
import { collect } from '@cloudconvert/testing';
import type { HttpLimits } from '../../src/http/limits.ts';
import { song } from './forms.ts';
import { baseUrl } from './memory-platform.ts';
import { bodyOf, type Fetch, json, type Person, testApi } from './test-api.ts';

/** What a client hears of an upload that it has opened. */
export interface UploadBody {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expires_at: string;
}

/** What an upload is announced as that names no type. */
const octets = 'application/octet-stream';

export const announcement = { fileName: 'song.wav', size: song.length, newFormat: 'mp3' };

export function open(person: Person, announced: object = {}): Promise<Response> {
  return person.fetch('/api/uploads', json('POST', { ...announcement, ...announced }));
}

export async function anUploadOf(person: Person, announced: object = {}): Promise<UploadBody> {
  return (await bodyOf<{ upload: UploadBody }>(open(person, announced))).upload;
}

/** The path and the query to which the bytes go. */
export function pathOf({ url }: UploadBody): string {
  return url.slice(baseUrl.length);
}

/** Sends bytes as a client does that was told where to. */
export function send(
  fetch: Fetch,
  upload: UploadBody,
  bytes: Uint8Array = song,
  more: Record<string, string> = {},
): Promise<Response> {
  const headers = { ...upload.headers, ...more };
  return fetch(pathOf(upload), { method: upload.method, body: new Uint8Array(bytes), headers });
}

export function claim(person: Person, uploadId: string, more: object = {}): Promise<Response> {
  return person.fetch('/api/tasks', json('POST', { uploadId, newFormat: 'mp3', ...more }));
}

/** Somebody who has opened an upload, and the storage to which its bytes go. */
export async function anUpload(announced: object = {}, limits: Partial<HttpLimits> = {}) {
  const api = await testApi({ limits });
  const ada = await api.person();
  const upload = await anUploadOf(ada, announced);
  return { api, ada, upload, storage: api.platform.storage, path: pathOf(upload) };
}

/** The head of a request that sends bytes, for what no client says by itself. */
export function putHead(path: string, ...headers: readonly string[]): string {
  const type = `Content-Type: ${octets}`;
  return [`PUT ${path} HTTP/1.1`, 'Host: a', type, ...headers, '', ''].join('\r\n');
}

/** A request that does not say how much comes. */
export function chunked(...pieces: readonly Uint8Array[]): RequestInit {
  const headers = { 'Content-Type': octets };
  return {
    ...{ method: 'PUT', body: ReadableStream.from(pieces), headers },
    duplex: 'half',
  } as RequestInit;
}

/** What is stored for an upload. */
export async function bytesOf(storage: FileStorage, { id }: UploadBody): Promise<Buffer> {
  return Buffer.from(await collect(await storage.read(uploadKey(id))));
}

/** An upload whose bytes have arrived. */
export async function aSentUpload(announced: object = {}, bytes: Uint8Array = song) {
  const api = await testApi();
  const ada = await api.person();
  const upload = await anUploadOf(ada, announced);
  await send(api.fetch, upload, bytes);
  return { api, ada, id: upload.id, ...api.platform };
}
