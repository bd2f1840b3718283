import { resolve } from 'node:path';
import { z } from 'zod';
import { flag } from '../../environment/variable-types.ts';
import type { StorageOptions } from '../platform-options.ts';
import type { Choice } from './choice.ts';
import { commonSchema } from './common.ts';

/** What a process reads that keeps files in Cloud Storage. */
export const gcsSchema = z.object({
  GCP_BUCKET_NAME: z
    .string()
    // https://cloud.google.com/storage/docs/buckets#naming
    .regex(/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/, 'must be the name of a bucket')
    .describe('Bucket of originals, results and uploads'),
  GCP_CREATE_BUCKET: flag.default(false).describe('Makes the bucket at the start if it is missing'),
  GOOGLE_APPLICATION_CREDENTIALS: z
    .string()
    .optional()
    .describe(
      'Key file of a service account. Default: the Application Default Credentials of the machine',
    ),
  STORAGE_EMULATOR_HOST: z
    .string()
    .transform((host) => (host.includes('://') ? host : `http://${host}`))
    .refine(URL.canParse, 'must be a host and a port')
    .optional()
    .describe(
      'Emulator to use in place of Google, such as `127.0.0.1:9199`; URLs are signed all the same, so it needs a key file',
    ),
});

const filesystemSchema = commonSchema.pick({ DATA_DIR: true, DISK_RESERVE: true });

export const storageParts: Readonly<Record<Choice['storage'], z.ZodType<StorageOptions>>> = {
  filesystem: filesystemSchema.transform(({ DATA_DIR, DISK_RESERVE }) => ({
    kind: 'filesystem' as const,
    root: resolve(DATA_DIR, 'files'),
    reserve: DISK_RESERVE,
  })),
  gcs: gcsSchema.transform((given) => ({
    kind: 'gcs' as const,
    bucket: given.GCP_BUCKET_NAME,
    createBucket: given.GCP_CREATE_BUCKET,
    emulatorHost: given.STORAGE_EMULATOR_HOST,
  })),
};
