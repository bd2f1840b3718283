export {
  openPostgresPool,
  type PostgresPoolOptions,
} from './database/open-postgres-pool.ts';
export { DirectoryInUse } from './directory-lock/directory-in-use.ts';
export { type DirectoryLock, lockDirectory } from './directory-lock/lock-directory.ts';
export { DiskReserve, type DiskReserveOptions } from './disk/disk-reserve.ts';
export { EmbeddedPostgresError } from './embedded-postgres/embedded-postgres-error.ts';
export type { Settings } from './embedded-postgres/settings.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres/start-embedded-postgres.ts';
export { prepareFolder } from './folders/make-folder.ts';
export { OutboxMailer, type OutboxMailerOptions } from './mail/outbox-mailer.ts';
export { SilentMailer } from './mail/silent-mailer.ts';
export { SmtpMailer, type SmtpMailerOptions } from './mail/smtp-mailer.ts';
export type { SmtpServer } from './mail/smtp-server.ts';
export { FsFileStorage, type FsFileStorageOptions } from './storage/fs-file-storage.ts';
