export { EnvironmentError } from './environment/environment-error.ts';
export { type Environment, readEnvironment } from './environment/read-environment.ts';
export { flag, port, wholeNumber } from './environment/variable-types.ts';
export { createLogger } from './logging/create-logger.ts';
export { type LogLevel, logLevels } from './logging/log-level.ts';
export {
  type CommonConfig,
  commonSchema,
  databaseOptions,
  databaseSchema,
  platformOptions,
} from './platform/config.ts';
export { openPlatform } from './platform/open-platform.ts';
export type { Platform } from './platform/platform.ts';
export type {
  DatabaseOptions,
  MailOptions,
  PlatformOptions,
  StorageOptions,
} from './platform/platform-options.ts';
export { Releasers } from './process/releasers.ts';
export { type ProcessContext, runProcess } from './process/run-process.ts';
export { StartupError } from './process/startup-error.ts';
export { HmacDownloadLinks } from './security/hmac-download-links.ts';
export { Secret, type Secrets } from './security/secret.ts';
