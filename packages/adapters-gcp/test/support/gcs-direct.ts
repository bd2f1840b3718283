import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { PendingUpload } from '@cloudconvert/core';
import type { ServiceAccount } from '@cloudconvert/testing-gcp';
import { onTestFinished, vi } from 'vitest';
import {
  connectGcs,
  GcsDirectDownloads,
  GcsDirectUploads,
  GcsFileStorage,
} from '../../src/storage/index.ts';
import { account, startEmulator } from './gcs-emulator.ts';
import { bucket, impatient, newPath } from './gcs-storage.ts';

/** Where the pages are that send bytes. */
export const origin = 'https://convert.example.com';

/** Everything that stands on one bucket of the emulator; URLs are signed by `signer`. */
export async function openDirect(signer = account) {
  const { url } = await startEmulator();
  await useKeyOf(signer);
  const client = connectGcs({ emulatorHost: url, timing: impatient });
  onTestFinished(() => client.close());
  return {
    storage: await GcsFileStorage.open({ client, bucket, createBucket: false }),
    uploads: new GcsDirectUploads({ client, bucket }, origin),
    downloads: new GcsDirectDownloads({ client, bucket }),
  };
}

/** Puts the account's key where Google's library looks for it. */
export async function useKeyOf(signer: ServiceAccount): Promise<void> {
  const path = await newPath();
  await writeFile(path, JSON.stringify(signer));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', path);
  onTestFinished(() => void vi.unstubAllEnvs());
}

export function anUpload(fields: Partial<PendingUpload> = {}): PendingUpload {
  return {
    id: randomUUID(),
    userId: 1,
    name: 'voice memo.m4a',
    size: 1000,
    md5: null,
    contentType: 'audio/mp4',
    expiresAt: new Date(Date.now() + 3_600_000),
    ...fields,
  };
}
