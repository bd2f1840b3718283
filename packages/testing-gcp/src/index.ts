export type { SendgridMail } from './mail/mail-send-schema.ts';
export type { SendgridAnswer, SendgridError } from './mail/sendgrid-answer.ts';
export { type SendgridServer, startSendgridServer } from './mail/start-sendgrid-server.ts';
export { aServiceAccount, type ServiceAccount } from './storage/emulator/service-account.ts';
export {
  type StorageEmulator,
  startStorageEmulator,
} from './storage/emulator/start-storage-emulator.ts';
export { generate } from './storage/scripted/content.ts';
export type { Fault, Misbehaviour, Operation } from './storage/scripted/fault.ts';
export {
  type RecordedRequest,
  ScriptedGcs,
  type ScriptedGcsOptions,
  startScriptedGcs,
} from './storage/scripted/start-scripted-gcs.ts';
