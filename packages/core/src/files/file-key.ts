import { DomainError } from '../errors/domain-error.ts';

declare const fileKey: unique symbol;

/**
 * Where a file is stored, checked once here so that no storage needs to check it again: segments of
 * letters, digits, `-` and `_`, joined by `/`. Nothing that a person typed is ever part of it.
 */
export type FileKey = string & { readonly [fileKey]: true };

const maxLength = 200;
const pattern = /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/;

/** @throws DomainError `invalid_field` when `text` is no key. */
export function parseFileKey(text: string): FileKey {
  if (pattern.test(text) && text.length <= maxLength) return text as FileKey;
  throw new DomainError('invalid_field', `${JSON.stringify(text)} is not the key of a file`);
}

/** Above all uploaded files. */
export const allOriginals = parseFileKey('originals');
/** Above all converted files. */
export const allResults = parseFileKey('results');

/** Above all files that clients send by themselves and that no task has claimed yet. */
export const allUploads = parseFileKey('uploads');

/** Where a client sends the bytes of an upload. Nothing else is ever written below `uploads`. */
export function uploadKey(uploadId: string): FileKey {
  return parseFileKey(`${allUploads}/${uploadId}`);
}

/** Where the uploaded file is kept. */
export function originalKey(fileId: string): FileKey {
  return parseFileKey(`${allOriginals}/${fileId}`);
}

/** Above all results that one task ever had. */
export function resultsOf(fileId: string): FileKey {
  return parseFileKey(`${allResults}/${fileId}`);
}

/** Which attempt at which revision of a task made a result. */
export interface ResultVersion {
  readonly revision: number;
  readonly attempt: number;
}

/** Where the result of one attempt is kept: two attempts never write to one place. */
export function resultKey(fileId: string, { revision, attempt }: ResultVersion): FileKey {
  return parseFileKey(`${resultsOf(fileId)}/${revision}-${attempt}`);
}

/** The version that the key of a result names. */
export function versionOf(key: FileKey): ResultVersion {
  const [revision = Number.NaN, attempt = Number.NaN] =
    key.split('/').at(-1)?.split('-').map(Number) ?? [];
  return { revision, attempt };
}
