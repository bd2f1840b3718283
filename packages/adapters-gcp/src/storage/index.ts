export {
  connectGcs,
  type GcsConnectionOptions,
} from './connect-gcs.ts';
export { GcsDirectDownloads } from './direct/gcs-direct-downloads.ts';
export { GcsDirectUploads } from './direct/gcs-direct-uploads.ts';
export { GcsFileStorage } from './gcs-file-storage.ts';
export type { GcsClient } from './requests/gcs-client.ts';
export type { GcsTiming } from './requests/gcs-timing.ts';
