import type { IncomingMessage } from 'node:http';
import type { FileKey } from '@cloudconvert/core';
import type { AnsweredText } from '../requests/answered-text.ts';
import type { GcsClient } from '../requests/gcs-client.ts';
import type { HttpRequest } from '../requests/http-exchange.ts';
import { fieldOf, objectFields, readObject, type StoredObject, textIn } from './stored-object.ts';

type Query = Readonly<Record<string, string>>;

export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  readonly nextPageToken: string | undefined;
}

export interface MediaPart {
  /** The first byte's place. */
  readonly start: number;
  /** The last byte's place, or the object's end. */
  readonly end: number | undefined;
  /** The newest when missing. */
  readonly generation: string | undefined;
}

export interface Rewriting {
  readonly from: FileKey;
  readonly to: FileKey;
  /** What must be at `to`; `0` for nothing. */
  readonly generation: string;
  readonly token: string | undefined;
}

export type Rewritten =
  | { readonly kind: 'done'; readonly object: StoredObject }
  | { readonly kind: 'going on'; readonly token: string }
  | { readonly kind: 'no source' }
  | { readonly kind: 'other generation' };

/** The JSON API of Cloud Storage for the objects of one bucket. */
export class GcsBucket {
  readonly client: GcsClient;
  readonly name: string;

  constructor(client: GcsClient, name: string) {
    this.client = client;
    this.name = name;
  }

  async find(key: FileKey, signal?: AbortSignal): Promise<StoredObject | undefined> {
    const url = this.#object(key, { fields: objectFields });
    const { status, text } = await this.#ask({ method: 'GET', url }, [200, 404], signal);
    return status === 404 ? undefined : readObject(JSON.parse(text));
  }

  /** Whether or not it is there; only when it still is `generation`, if that is given. */
  async remove(key: FileKey, generation?: string, signal?: AbortSignal): Promise<void> {
    const url = this.#object(key, generation === undefined ? {} : { generation });
    await this.#ask({ method: 'DELETE', url }, [200, 204, 404], signal);
  }

  /** `undefined` when there is no such bucket. */
  async list(query: Query, signal?: AbortSignal): Promise<ObjectPage | undefined> {
    const fields = `nextPageToken,items(${objectFields})`;
    const url = this.#url('/storage/v1', '', { ...query, fields });
    const { status, text } = await this.#ask({ method: 'GET', url }, [200, 404], signal);
    if (status === 404) return undefined;
    const page: unknown = JSON.parse(text);
    const items = fieldOf(page, 'items');
    return {
      objects: Array.isArray(items) ? items.map(readObject) : [],
      nextPageToken: textIn(page, 'nextPageToken'),
    };
  }

  /** The session's URL, or `undefined` when `generation` is not what is stored at `key`. */
  async startSession(
    key: FileKey,
    generation: string,
    signal?: AbortSignal,
  ): Promise<URL | undefined> {
    const url = this.#url('/upload/storage/v1', '', {
      uploadType: 'resumable',
      name: key,
      ifGenerationMatch: generation,
      fields: objectFields,
    });
    const answer = await this.#ask({ method: 'POST', url }, [200, 201, 412], signal);
    return answer.status === 412 ? undefined : locationIn(answer);
  }

  async rewrite(part: Rewriting, signal?: AbortSignal): Promise<Rewritten> {
    const { from, to, generation, token } = part;
    const into = `/rewriteTo/b/${this.name}/o/${encodeURIComponent(to)}`;
    const query = { ifGenerationMatch: generation, ...(token && { rewriteToken: token }) };
    const url = this.#object(from, query, into);
    const { status, text } = await this.#ask({ method: 'POST', url }, [200, 404, 412], signal);
    if (status === 404) return { kind: 'no source' };
    return status === 412 ? { kind: 'other generation' } : readRewritten(JSON.parse(text));
  }

  /** One attempt to open an object's bytes, whatever the answer's status. */
  openMedia(key: FileKey, part: MediaPart, signal?: AbortSignal): Promise<IncomingMessage> {
    const { start, end, generation } = part;
    const query = { alt: 'media', ...(generation && { generation }) };
    const url = this.#url('/download/storage/v1', `/${encodeURIComponent(key)}`, query);
    const isPart = start > 0 || end !== undefined;
    const headers = isPart ? { range: `bytes=${start}-${end ?? ''}` } : {};
    return this.client.sendAuthenticated({ method: 'GET', url, headers }, signal);
  }

  #object(key: FileKey, query: Query, more = ''): URL {
    return this.#url('/storage/v1', `/${encodeURIComponent(key)}${more}`, query);
  }

  #url(service: string, path: string, query: Query): URL {
    return this.client.url(`${service}/b/${encodeURIComponent(this.name)}/o${path}`, query);
  }

  #ask(
    request: Pick<HttpRequest, 'method' | 'url'>,
    fine: readonly number[],
    signal?: AbortSignal,
  ): Promise<AnsweredText> {
    // Google's front end refuses a POST that says nothing of its length.
    const headers = request.method === 'POST' ? { 'content-length': '0' } : {};
    return this.client.ask({ ...request, headers }, fine, signal);
  }
}

export function locationIn({ headers }: AnsweredText): URL {
  if (!headers.location) throw new Error('Cloud Storage started a session without saying where');
  return new URL(headers.location);
}

function readRewritten(answer: unknown): Rewritten {
  if (fieldOf(answer, 'done') === true) {
    return { kind: 'done', object: readObject(fieldOf(answer, 'resource')) };
  }
  const token = textIn(answer, 'rewriteToken');
  if (token === undefined) throw new Error('Cloud Storage left a copy unfinished without a token');
  return { kind: 'going on', token };
}
