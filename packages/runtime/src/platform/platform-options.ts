import type { Secrets } from '../security/secret.ts';

export type StorageOptions =
  | {
      readonly kind: 'filesystem';
      readonly root: string;
      /** Bytes that files leave free on the disk; `undefined` goes by its size. */
      readonly reserve: number | undefined;
    }
  | {
      readonly kind: 'gcs';
      readonly bucket: string;
      /** Whether a missing bucket is made. */
      readonly createBucket: boolean;
      /** Used in place of Google, and without logging in. */
      readonly emulatorHost: string | undefined;
    };

export type MailOptions =
  | {
      readonly kind: 'smtp';
      readonly host: string;
      readonly port: number;
      /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
      readonly secure: boolean;
      readonly login?: { readonly user: string; readonly password: string };
    }
  | { readonly kind: 'sendgrid'; readonly apiKey: string; readonly url: string }
  | { readonly kind: 'outbox'; readonly directory: string; readonly logsLinks: boolean }
  | { readonly kind: 'none' };

export type DatabaseOptions =
  /** `postgres://user:password@host:port/database` */
  | { readonly kind: 'postgres'; readonly url: string }
  | {
      readonly kind: 'cloudsql';
      /** `project:region:instance` */
      readonly instance: string;
      readonly ip: 'private' | 'public' | 'psc';
      readonly user: string;
      /** `undefined` where IAM logs in. */
      readonly password: string | undefined;
      readonly database: string;
    };

/** What a platform is made of; each part names which adapter it is and what that one needs. */
export interface PlatformOptions {
  /** Where this machine keeps what is kept in folders. */
  readonly dataDirectory: string;
  readonly baseUrl: string;
  /** The sender's address. */
  readonly mailFrom: string;
  readonly throttle: boolean;
  readonly secrets: Secrets;
  readonly storage: StorageOptions;
  readonly mail: MailOptions;
  readonly database: DatabaseOptions;
}
