import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ByteStream, type FileKey, parseFileKey } from '@cloudconvert/core';
import {
  generate,
  type ScriptedGcs,
  type ScriptedGcsOptions,
  startScriptedGcs,
} from '@cloudconvert/testing-gcp';
import { expect, onTestFinished } from 'vitest';
import { connectGcs, GcsFileStorage, type GcsTiming } from '../../src/storage/index.ts';

export const bucket = 'files';
export const mebibyte = 1024 * 1024;

/** Short enough for a test to wait for the end of all patience. */
export const impatient: GcsTiming = {
  stallMs: 150,
  sdkMs: 60_000,
  giveUpAfterMs: 350,
  firstPauseMs: 5,
  longestPauseMs: 50,
};

/** Waits for the end of a stall, and for that of trouble that passes even where all is slow. */
export const steady: GcsTiming = { ...impatient, stallMs: 500, giveUpAfterMs: 20_000 };

/** Nothing that happens in a test exhausts it. */
export const patient: GcsTiming = { ...impatient, stallMs: 60_000, giveUpAfterMs: 60_000 };

/** A server that can be told to misbehave. */
export async function startServer(options: Partial<ScriptedGcsOptions> = {}): Promise<ScriptedGcs> {
  const server = await startScriptedGcs({ buckets: [bucket], ...options });
  onTestFinished(() => server.close());
  return server;
}

export async function openStorage(
  url: string,
  { createBucket = false, timing = steady } = {},
): Promise<GcsFileStorage> {
  const client = connectGcs({ emulatorHost: url, projectId: 'test', timing });
  onTestFinished(() => client.close());
  return GcsFileStorage.open({ client, bucket, createBucket });
}

/** A storage and the server that it stands on. */
export async function openBoth(options: Partial<ScriptedGcsOptions> = {}, timing = steady) {
  const server = await startServer(options);
  return { server, storage: await openStorage(server.url, { timing }) };
}

export function newKey(): FileKey {
  return parseFileKey(`originals/${randomUUID()}`);
}

/** A path in an empty folder. */
export async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  // Google's library may still write its settings there.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return join(folder, 'file');
}

/** The bytes of a generated object of this size. */
export function bytesOf(size: number): Buffer {
  return Buffer.concat([...generate(0, size)]);
}

export async function* streamOf(bytes: Uint8Array): ByteStream {
  for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000);
}

/** What a `DomainError` says when the storage can't be used. */
export const unavailable: unknown = expect.objectContaining({
  name: 'DomainError',
  code: 'storage_unavailable',
});
