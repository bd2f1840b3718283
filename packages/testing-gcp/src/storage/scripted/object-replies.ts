import { type ObjectTable, resourceOf } from './object-table.ts';
import { type Reply, refusal } from './reply.ts';
import type { Route } from './route.ts';

export interface PageSizes {
  /** How many objects a page of a list holds at most. */
  readonly list: number;
  /** How many bytes a request to copy does at most. */
  readonly rewrite: number;
}

/** Answers what is asked about objects as a whole. */
export class ObjectReplies {
  readonly #objects: ObjectTable;
  readonly #buckets: Set<string>;
  readonly #sizes: PageSizes;
  readonly #rewritten = new Map<string, number>();

  constructor(objects: ObjectTable, buckets: Set<string>, sizes: PageSizes) {
    this.#objects = objects;
    this.#buckets = buckets;
    this.#sizes = sizes;
  }

  createBucket(name: string): Reply {
    this.#buckets.add(name);
    return { status: 200, body: { kind: 'storage#bucket', name } };
  }

  list({ bucket, query }: Route): Reply {
    if (!this.#buckets.has(bucket)) return refusal(404, 'The specified bucket does not exist.');
    const after = query.get('pageToken') ?? '';
    const size = Math.min(Number(query.get('maxResults') ?? this.#sizes.list), this.#sizes.list);
    const left = this.#objects
      .list(bucket, query.get('prefix') ?? '')
      .filter(({ name }) => name > after);
    const page = left.slice(0, size);
    const last = left.length > size ? page.at(-1)?.name : undefined;
    const token = last === undefined ? {} : { nextPageToken: last };
    return { status: 200, body: { items: page.map(resourceOf), ...token } };
  }

  metadata({ bucket, name }: Route): Reply {
    const object = this.#objects.get(bucket, name);
    return object ? { status: 200, body: resourceOf(object) } : refusal(404, 'No such object');
  }

  delete({ bucket, name, query }: Route): Reply {
    const generation = query.get('generation');
    const object = this.#objects.get(bucket, name);
    if (!object || !this.#objects.matches(bucket, name, generation)) {
      return refusal(404, 'No such object');
    }
    this.#objects.delete(bucket, name);
    return { status: 204 };
  }

  rewrite({ bucket, name, to, query }: Route): Reply {
    const object = this.#objects.get(bucket, name);
    if (!object) return refusal(404, 'No such object');
    if (!this.#objects.matches(bucket, to, query.get('ifGenerationMatch'))) {
      return refusal(412, 'At least one of the pre-conditions you specified did not hold.');
    }
    const token = query.get('rewriteToken') ?? crypto.randomUUID();
    const done = (this.#rewritten.get(token) ?? 0) + this.#sizes.rewrite;
    this.#rewritten.set(token, done);
    if (done < object.content.size) {
      return { status: 200, body: { done: false, rewriteToken: token } };
    }
    const copy = this.#objects.put(bucket, to, object.content, object.contentType);
    return { status: 200, body: { done: true, resource: resourceOf(copy) } };
  }
}
