import { setTimeout as pause } from 'node:timers/promises';
import type { FileKey, StoredFile } from '@cloudconvert/core';
import type { GcsBucket } from '../objects/gcs-bucket.ts';
import { describe, type StoredObject } from '../objects/stored-object.ts';
import { attempt } from '../requests/attempt.ts';
import { unavailable } from '../requests/gcs-error.ts';
import { ResumableSession, type SessionState, type WholeFile } from './resumable-session.ts';
import { SessionUpload } from './session-upload.ts';

/** How an upload ended, and what was sent. */
export interface Sent {
  readonly whole: WholeFile;
  readonly state: SessionState;
}

const triesToBegin = 10;

/**
 * Stores under `key` what `send` sends. It replaces only what was there when it began: a late or
 * repeated write never spoils a newer one.
 */
export async function upload(
  bucket: GcsBucket,
  key: FileKey,
  signal: AbortSignal | undefined,
  send: (upload: SessionUpload) => Promise<Sent>,
): Promise<StoredFile> {
  const session = await attempt(signal, () => beginSession(bucket, key, signal));
  try {
    const sent = await send(new SessionUpload(bucket.client, session, signal));
    return await attempt(signal, () => conclude(bucket, key, sent, signal));
  } catch (error) {
    session.abandon(({ generation }) => bucket.remove(key, generation));
    throw error;
  }
}

async function beginSession(
  bucket: GcsBucket,
  key: FileKey,
  signal?: AbortSignal,
): Promise<ResumableSession> {
  let generation = '0';
  for (let left = triesToBegin; left > 0; left -= 1) {
    const url = await bucket.startSession(key, generation, signal);
    if (url) return new ResumableSession(bucket.client, url);
    generation = (await bucket.find(key, signal))?.generation ?? '0';
    if (left < triesToBegin) await pause(bucket.client.timing.firstPauseMs * Math.random());
  }
  throw unavailable(new Error(`${key} was replaced ${triesToBegin} times in a row`));
}

async function conclude(
  bucket: GcsBucket,
  key: FileKey,
  { whole, state }: Sent,
  signal?: AbortSignal,
): Promise<StoredFile> {
  if (state.kind === 'open') throw unavailable(new Error('Cloud Storage never ended the upload'));
  if (state.kind === 'superseded') return replaced(bucket, key, whole, signal);
  const { object } = state;
  if (isSame(whole, object)) return describe(key, object);
  await bucket.remove(key, object.generation);
  throw unavailable(
    new Error(`Cloud Storage has kept ${brief(object)} of ${key} instead of ${brief(whole)}`),
  );
}

/** A file that a newer one has replaced already, as if it had been stored just before that. */
async function replaced(
  bucket: GcsBucket,
  key: FileKey,
  { size }: WholeFile,
  signal?: AbortSignal,
): Promise<StoredFile> {
  const newer = await bucket.find(key, signal);
  return { key, size, modifiedAt: newer?.createdAt ?? new Date() };
}

type Content = Pick<StoredObject, 'size' | 'crc32c'>;

function isSame(sent: Content, stored: Content): boolean {
  return sent.size === stored.size && sent.crc32c === stored.crc32c;
}

function brief({ size, crc32c }: Content): string {
  return `${size} bytes with CRC32C ${crc32c}`;
}
