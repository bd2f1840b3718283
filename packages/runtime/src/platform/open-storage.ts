import {
  type DirectDownloads,
  type DirectUploads,
  type FileStorage,
  type Logger,
  parseFileKey,
  type RoomProbe,
} from '@cloudconvert/core';
import type { Releasers } from '../process/releasers.ts';
import { StartupError } from '../process/startup-error.ts';
import type { StorageOptions } from './platform-options.ts';
import { servedHere } from './served-here.ts';

/** Where files are, and how clients reach them without us where they can. */
interface OpenedStorage {
  readonly storage: FileStorage;
  readonly directUploads: DirectUploads;
  readonly directDownloads: DirectDownloads;
  readonly probeRoom: RoomProbe;
}

interface Surroundings {
  /** Where clients reach the service. */
  readonly baseUrl: string;
  /** Lead clients to the API, for storages that they can't reach. */
  readonly ownLinks: DirectUploads;
  readonly releasers: Releasers;
  readonly logger: Logger;
}

export async function openStorage(
  options: StorageOptions,
  surroundings: Surroundings,
): Promise<OpenedStorage> {
  if (options.kind === 'gcs') return openGcs(options, surroundings);
  return openFolder(options, surroundings.ownLinks);
}

async function openFolder(
  { root, reserve: bytes }: Extract<StorageOptions, { kind: 'filesystem' }>,
  directUploads: DirectUploads,
): Promise<OpenedStorage> {
  const { DiskReserve, FsFileStorage } = await import('@cloudconvert/adapters-local');
  const reserve = new DiskReserve({ folder: root, reserve: bytes });
  const storage = await FsFileStorage.open({ root, reserve });
  const probeRoom = () => reserve.check();
  return { storage, directUploads, directDownloads: servedHere, probeRoom };
}

async function openGcs(
  { bucket, createBucket, emulatorHost }: Extract<StorageOptions, { kind: 'gcs' }>,
  { baseUrl, releasers, logger }: Surroundings,
): Promise<OpenedStorage> {
  const { connectGcs, GcsDirectDownloads, GcsDirectUploads, GcsFileStorage } = await import(
    '@cloudconvert/adapters-gcp/storage'
  );
  const client = connectGcs(emulatorHost === undefined ? {} : { emulatorHost });
  releasers.add('storage', async () => client.close());
  const target = { client, bucket };
  // An unreachable one is asked again for a while, which should not look like a start that hangs.
  logger.info({ bucket }, 'opening the bucket');
  const storage = await GcsFileStorage.open({ ...target, createBucket });
  const directDownloads = new GcsDirectDownloads(target);
  await checkSigning(directDownloads);
  const directUploads = new GcsDirectUploads(target, new URL(baseUrl).origin);
  return { storage, directUploads, directDownloads, probeRoom: async () => {} };
}

/** Better one sentence now than a refusal for each file later. */
async function checkSigning(downloads: DirectDownloads): Promise<void> {
  try {
    await downloads.urlOf(parseFileKey('probe'), { name: 'probe', mimeType: 'audio/mpeg' });
  } catch (error) {
    const reason =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    throw new StartupError(`${cannotSign} (${reason})`, { cause: error });
  }
}

const cannotSign =
  'The URLs of the bucket can not be signed: name a key file in GOOGLE_APPLICATION_CREDENTIALS, or give ' +
  "the machine's account roles/iam.serviceAccountTokenCreator on itself";
