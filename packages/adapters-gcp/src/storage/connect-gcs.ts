import { Storage, type StorageOptions } from '@google-cloud/storage';
import { GcsClient } from './requests/gcs-client.ts';
import { defaultTiming, type GcsTiming } from './requests/gcs-timing.ts';

export interface GcsConnectionOptions {
  /** Found out from the credentials when missing; used only to make a bucket. */
  readonly projectId?: string;
  /** The URL of Cloud Storage where it is not Google's public one, as in a private network. */
  readonly apiEndpoint?: string;
  /**
   * The URL of an emulator, which comes before all others. Requests to it carry no token; URLs are
   * signed all the same.
   */
  readonly emulatorHost?: string;
  /** The URL, up to the account, at which IAM signs for accounts whose key is not here. */
  readonly signingEndpoint?: string;
  readonly timing?: Partial<GcsTiming>;
}

/**
 * Makes the client that storage, direct uploads and direct downloads share. Connects to nothing. The
 * account is that of Google's application default credentials: of the key file that
 * `GOOGLE_APPLICATION_CREDENTIALS` names, or of the machine.
 */
export function connectGcs(options: GcsConnectionOptions = {}): GcsClient {
  return new GcsClient({
    storage: new Storage(storageOptions(options)),
    isAuthenticated: options.emulatorHost === undefined,
    timing: { ...defaultTiming, ...options.timing },
    signingEndpoint: options.signingEndpoint,
  });
}

function storageOptions(options: GcsConnectionOptions): StorageOptions {
  const { projectId, emulatorHost, apiEndpoint } = options;
  const project = projectId === undefined ? {} : { projectId };
  if (emulatorHost !== undefined) return { ...project, apiEndpoint: emulatorHost };
  if (apiEndpoint === undefined) return project;
  return { ...project, apiEndpoint, useAuthWithCustomEndpoint: true };
}
