import { DomainError } from '@cloudconvert/core';
import type { GcsClient } from '../requests/gcs-client.ts';
import { GcsBucket } from './gcs-bucket.ts';

export interface BucketOptions {
  readonly client: GcsClient;
  readonly bucket: string;
  /** Whether a bucket that is missing is made. */
  readonly createBucket: boolean;
}

/** Objects are reached by this service's account and by signed URLs, never by the public. */
const access = {
  iamConfiguration: {
    uniformBucketLevelAccess: { enabled: true },
    publicAccessPrevention: 'enforced',
  },
};

/** Looks by a list of one object, which needs no right to read the bucket itself. */
export async function openBucket(options: BucketOptions, signal?: AbortSignal): Promise<GcsBucket> {
  const { client, bucket: name, createBucket } = options;
  const bucket = new GcsBucket(client, name);
  try {
    if (await isThere(bucket, signal)) return bucket;
    if (createBucket) await client.asked(create(client, bucket), signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreachable(bucket, cause);
  }
  if (!createBucket) throw missingBucket(name);
  return bucket;
}

async function isThere(bucket: GcsBucket, signal?: AbortSignal): Promise<boolean> {
  return (await bucket.list({ maxResults: '1' }, signal)) !== undefined;
}

/** Another process may make it at the same time. */
async function create(client: GcsClient, bucket: GcsBucket): Promise<void> {
  try {
    await client.storage.createBucket(bucket.name, access);
  } catch (error) {
    if (!(await isThere(bucket))) throw error;
  }
}

function unreachable({ client, name }: GcsBucket, cause: unknown): DomainError {
  const { apiEndpoint } = client.storage;
  return new DomainError(
    'storage_unavailable',
    `The bucket ${name} at ${apiEndpoint} is out of reach: check its name, the credentials and the network`,
    { cause: cause instanceof DomainError ? cause.cause : cause },
  );
}

function missingBucket(name: string): DomainError {
  return new DomainError(
    'storage_unavailable',
    `There is no bucket ${name}: create it, or set GCP_CREATE_BUCKET=1 to have it created`,
  );
}
