import type { FileKey } from '@cloudconvert/core';
import type { GetSignedUrlConfig } from '@google-cloud/storage';
import type { GcsClient } from '../requests/gcs-client.ts';

/** Where an object is and who may sign for it. */
export interface SignedTarget {
  readonly client: GcsClient;
  readonly bucket: string;
}

/**
 * A V4 signed URL of the object, signed by the account's key or, where there is none, by the IAM
 * Credentials API, for which the account needs `roles/iam.serviceAccountTokenCreator` on itself.
 */
export async function signUrl(
  { client, bucket }: SignedTarget,
  key: FileKey,
  wanted: Omit<GetSignedUrlConfig, 'version' | 'signingEndpoint'>,
  signal?: AbortSignal,
): Promise<string> {
  const file = client.storage.bucket(bucket).file(key);
  const { signingEndpoint } = client;
  const config: GetSignedUrlConfig = { ...wanted, version: 'v4' };
  if (signingEndpoint !== undefined) config.signingEndpoint = signingEndpoint;
  const [url] = await client.asked(file.getSignedUrl(config), signal);
  return url;
}
