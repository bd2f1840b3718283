export { orAborted, untilAborted } from './cancellation/until-aborted.ts';
export { DomainError, type ErrorDetails } from './errors/domain-error.ts';
export type { ErrorCode } from './errors/error-code.ts';
export {
  type FileKey,
  originalKey,
  parseFileKey,
  resultKey,
  uploadKey,
} from './files/file-key.ts';
export { tooLarge } from './files/too-large.ts';
export type { AudioFormat, BitRates, Supported } from './formats/audio-format.ts';
export { type ConversionOptions, checkOptions } from './formats/conversion-options.ts';
export {
  type Encoding,
  type EncodingPlan,
  encodeAnew,
  planEncoding,
  type SourceAudio,
} from './formats/encoding-plan.ts';
export { findFormat, formatNamed } from './formats/find-format.ts';
export type { FormatName } from './formats/format-name.ts';
export { formatTable } from './formats/format-table.ts';
export { samplesAt } from './formats/sound-ends.ts';
export { HandedBack } from './jobs/handed-back.ts';
export type { JobKind, JobPayloads } from './jobs/job-payloads.ts';
export { RetryLater } from './jobs/retry-later.ts';
export type { AccessTokens, TokenSubject } from './ports/access-tokens.ts';
export type { BenchmarkRepository, MinuteCount } from './ports/benchmark-repository.ts';
export type { Clock, Pause } from './ports/clock.ts';
export {
  aliveSeconds,
  announceEverySeconds,
  type ConverterRegistry,
  type ConverterStatus,
} from './ports/converter-registry.ts';
export type { DatabaseProbe } from './ports/database-probe.ts';
export type { DirectDownloads, DownloadName } from './ports/direct-downloads.ts';
export type { DirectUploads, UploadTarget } from './ports/direct-uploads.ts';
export type { DownloadLinks, LinkTarget } from './ports/download-links.ts';
export type { ByteRange, ByteStream, FileStorage, StoredFile } from './ports/file-storage.ts';
export type { IdSource } from './ports/id-source.ts';
export type { JobConsumer, JobHandler, ReceivedJob } from './ports/job-consumer.ts';
export {
  type Delivery,
  type JobQueue,
  lowestPriority,
  type QueueDepth,
  type SendOptions,
} from './ports/job-queue.ts';
export type { LogFields, Logger } from './ports/logger.ts';
export type { Mailer, MailMessage, MailSender } from './ports/mailer.ts';
export type { PasswordHasher } from './ports/password-hasher.ts';
export type { RoomProbe } from './ports/room-probe.ts';
export type { ScratchDirectory, ScratchSpace } from './ports/scratch-space.ts';
export type { NewTask, Outcome, TaskPageQuery, TaskRepository } from './ports/task-repository.ts';
export type { Limit, Throttle } from './ports/throttle.ts';
export type { TranscodeRequest, TranscodeResult, Transcoder } from './ports/transcoder.ts';
export type { Transaction, UnitOfWork } from './ports/unit-of-work.ts';
export type { UploadLinks } from './ports/upload-links.ts';
export type { UploadRepository } from './ports/upload-repository.ts';
export type { UserRepository } from './ports/user-repository.ts';
export { ConversionCrash } from './tasks/conversion-crash.ts';
export { ConversionError } from './tasks/conversion-error.ts';
export { asciiName, downloadName } from './tasks/download-name.ts';
export { checkFileName, extensionOf } from './tasks/file-name.ts';
export { isMachineTrouble, MachineTrouble } from './tasks/machine-trouble.ts';
export type { OriginalFile, ResultFile, Task, TaskAttempt, TaskRevision } from './tasks/task.ts';
export { type FailureCode, failureOf, type TaskFailure } from './tasks/task-failure.ts';
export { isFinal, type TaskStatus, taskStatuses } from './tasks/task-status.ts';
export {
  bitRateAdjusted,
  soundDisturbed,
  soundMissing,
  soundUnreadable,
  type TaskWarning,
  type WarningCode,
} from './tasks/task-warning.ts';
export type { PendingUpload } from './uploads/pending-upload.ts';
export { Authenticate } from './use-cases/accounts/authenticate.ts';
export { LogIn, type LogInRequest } from './use-cases/accounts/log-in.ts';
export { SignUp, type SignUpRequest } from './use-cases/accounts/sign-up.ts';
export { GetBenchmark } from './use-cases/benchmark/get-benchmark.ts';
export {
  StartBenchmark,
  type StartBenchmarkRequest,
} from './use-cases/benchmark/start-benchmark.ts';
export {
  type ConvertedFile,
  ConvertFile,
  type ConvertFileRequest,
} from './use-cases/conversion/convert-file.ts';
export { ConvertTask } from './use-cases/conversion/convert-task.ts';
export { GiveUpTask } from './use-cases/conversion/give-up-task.ts';
export { SendNotification } from './use-cases/conversion/send-notification.ts';
export { TaskLost } from './use-cases/conversion/task-lease.ts';
export { CheckHealth, type Health } from './use-cases/health/check-health.ts';
export {
  type ConverterHealth,
  GetConverterHealth,
} from './use-cases/health/get-converter-health.ts';
export { PingConverters, type Pong } from './use-cases/health/ping-converters.ts';
export { ExpireTasks } from './use-cases/retention/expire-tasks.ts';
export { RemoveExpiredUploads } from './use-cases/retention/remove-expired-uploads.ts';
export { SweepFiles } from './use-cases/retention/sweep-files.ts';
export { ChangeFormat, type ChangeFormatRequest } from './use-cases/tasks/change-format.ts';
export { DeleteTask } from './use-cases/tasks/delete-task.ts';
export { FormatAvailability } from './use-cases/tasks/format-availability.ts';
export { GetTask } from './use-cases/tasks/get-task.ts';
export { ListTasks, type TaskPage } from './use-cases/tasks/list-tasks.ts';
export { type OpenedResult, OpenResult, type Reader } from './use-cases/tasks/open-result.ts';
export { ReceiveUpload, type Upload } from './use-cases/tasks/receive-upload.ts';
export { SubmitTask, type SubmitTaskRequest } from './use-cases/tasks/submit-task.ts';
export {
  type OpenedUpload,
  OpenUpload,
  type OpenUploadRequest,
} from './use-cases/uploads/open-upload.ts';
export { StoreUpload } from './use-cases/uploads/store-upload.ts';
export { SubmitUpload, type SubmitUploadRequest } from './use-cases/uploads/submit-upload.ts';
export { uploadMismatch, uploadNotFound } from './use-cases/uploads/upload-errors.ts';
export { checkEmailAddress } from './users/email-address.ts';
export { checkPassword, unmetPasswordParts } from './users/password-rule.ts';
export type { NewUser, User } from './users/user.ts';
export { checkUsername, usernameKey } from './users/username.ts';
