export { prepareFolder } from '@cloudconvert/adapters-local';
export { EnvironmentError } from './environment/environment-error.ts';
export { type Environment, readEnvironment } from './environment/read-environment.ts';
export { flag, port, wholeNumber } from './environment/variable-types.ts';
export { isAnswered } from './help/answer-arguments.ts';
export { describeVariables } from './help/describe-variables.ts';
export type { Help } from './help/help-text.ts';
export { createLogger } from './logging/create-logger.ts';
export type { LogOptions } from './logging/log-options.ts';
export { LogOutput } from './logging/log-output.ts';
export { earlyLogOptions } from './platform/config.ts';
export { openPlatform } from './platform/open-platform.ts';
export type { Platform } from './platform/platform.ts';
export type {
  DatabaseOptions,
  MailOptions,
  PlatformOptions,
  StorageOptions,
} from './platform/platform-options.ts';
export {
  isThrottled,
  logOptions,
  type PlatformConfig,
  platformOptions,
  platformParts,
} from './platform/read-platform.ts';
export { tightenFolders } from './platform/tighten-folders.ts';
export { databaseSections, platformSections } from './platform/variable-sections.ts';
export { choiceSchema } from './platform/variables/choice.ts';
export { type CommonConfig, commonSchema } from './platform/variables/common.ts';
export { cloudSqlSchema, databasePart, databaseSchema } from './platform/variables/database.ts';
export { sendgridSchema, smtpSchema } from './platform/variables/mail.ts';
export { gcsSchema } from './platform/variables/storage.ts';
export { Releasers } from './process/releasers.ts';
export { type ProcessContext, runProcess } from './process/run-process.ts';
export { StartupError } from './process/startup-error.ts';
export { HmacDownloadLinks } from './security/hmac-download-links.ts';
export { HmacUploadLinks } from './security/hmac-upload-links.ts';
export { Secret, type Secrets } from './security/secret.ts';
