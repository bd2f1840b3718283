import type { FileKey, StoredFile } from '@cloudconvert/core';

/** What Cloud Storage tells of an object, as far as it matters here. */
export interface StoredObject {
  readonly name: string;
  /** bytes */
  readonly size: number;
  readonly generation: string;
  /** When this generation was made. */
  readonly createdAt: Date;
  readonly crc32c: string | undefined;
  readonly md5: string | undefined;
}

/** The fields of an object's resource that `readObject` needs. */
export const objectFields = 'name,size,generation,timeCreated,crc32c,md5Hash';

/** @throws Error when `resource` is not an object's resource. */
export function readObject(resource: unknown): StoredObject {
  const name = textIn(resource, 'name');
  const createdAt = new Date(textIn(resource, 'timeCreated') ?? Number.NaN);
  const size = Number(textIn(resource, 'size') ?? Number.NaN);
  const generation = textIn(resource, 'generation');
  if (name === undefined || generation === undefined || !Number.isSafeInteger(size)) {
    throw new Error('Cloud Storage describes an object without name, generation or size');
  }
  const crc32c = textIn(resource, 'crc32c');
  return { name, size, generation, createdAt, crc32c, md5: textIn(resource, 'md5Hash') };
}

export function textIn(value: unknown, field: string): string | undefined {
  const content = fieldOf(value, field);
  if (typeof content === 'number') return String(content);
  return typeof content === 'string' ? content : undefined;
}

export function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

export function describe(key: FileKey, { size, createdAt }: StoredObject): StoredFile {
  return { key, size, modifiedAt: createdAt };
}
