import type { Content } from './content.ts';

export interface ScriptedObject {
  readonly name: string;
  readonly generation: string;
  readonly createdAt: Date;
  readonly contentType: string;
  readonly content: Content;
}

/** The objects of all buckets, each in its newest generation only. */
export class ObjectTable {
  readonly #objects = new Map<string, ScriptedObject>();
  #generation = 1_700_000_000_000_000;

  get(bucket: string, name: string): ScriptedObject | undefined {
    return this.#objects.get(`${bucket}/${name}`);
  }

  /** Whether what is stored is `generation`; `0` stands for nothing, `undefined` for anything. */
  matches(bucket: string, name: string, generation: string | null): boolean {
    return generation === null || (this.get(bucket, name)?.generation ?? '0') === generation;
  }

  put(bucket: string, name: string, content: Content, contentType = ''): ScriptedObject {
    this.#generation += 1;
    const generation = String(this.#generation);
    const object = { name, generation, createdAt: new Date(), contentType, content };
    this.#objects.set(`${bucket}/${name}`, object);
    return object;
  }

  delete(bucket: string, name: string): void {
    this.#objects.delete(`${bucket}/${name}`);
  }

  /** Those whose name begins with `prefix`, by name. */
  list(bucket: string, prefix: string): readonly ScriptedObject[] {
    const start = `${bucket}/${prefix}`;
    return [...this.#objects]
      .filter(([path]) => path.startsWith(start))
      .map(([, object]) => object)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The object's resource, as in the JSON API. */
export function resourceOf(object: ScriptedObject): Readonly<Record<string, string>> {
  const { name, generation, createdAt, contentType, content } = object;
  return {
    kind: 'storage#object',
    name,
    generation,
    contentType,
    size: String(content.size),
    timeCreated: createdAt.toISOString(),
    updated: createdAt.toISOString(),
    crc32c: content.crc32c,
    md5Hash: content.md5,
  };
}
