export {
  connectGcs,
  type GcsConnectionOptions,
} from './connect-gcs.ts';
export type { GcsClient } from './gcs-client.ts';
export { GcsDirectDownloads } from './gcs-direct-downloads.ts';
export { GcsDirectUploads } from './gcs-direct-uploads.ts';
export { GcsFileStorage } from './gcs-file-storage.ts';
export type { GcsTiming } from './gcs-timing.ts';
