export { wavFile } from './audio/wav-file.ts';
export { aNewTask } from './builders/a-new-task.ts';
export { aPendingUpload } from './builders/a-pending-upload.ts';
export { aUser } from './builders/a-user.ts';
export { collect } from './builders/collect.ts';
export { aFailedOutcome, aProcessedOutcome } from './builders/outcomes.ts';
export {
  type BenchmarkRepositorySubject,
  benchmarkRepositoryContract,
} from './contracts/benchmark-repository-contract.ts';
export {
  type ConverterRegistrySubject,
  converterRegistryContract,
} from './contracts/converter-registry-contract.ts';
export { fairnessContract } from './contracts/fairness-contract.ts';
export type { FileStorageContractOptions } from './contracts/file-storage/options.ts';
export { fileStorageContract } from './contracts/file-storage-contract.ts';
export type { JobQueueContractOptions, JobQueueSubject } from './contracts/job-queue/subject.ts';
export { jobQueueContract } from './contracts/job-queue-contract.ts';
export {
  type DeliveredMessage,
  type Mailbox,
  type MailerContractOptions,
  mailerContract,
} from './contracts/mailer-contract.ts';
export { Inbox } from './contracts/support/inbox.ts';
export type { TaskRepositorySubject } from './contracts/task-repository/subject.ts';
export { taskRepositoryContract } from './contracts/task-repository-contract.ts';
export { type ThrottleSubject, throttleContract } from './contracts/throttle-contract.ts';
export { type UnitOfWorkSubject, unitOfWorkContract } from './contracts/unit-of-work-contract.ts';
export type { UploadRepositorySubject } from './contracts/upload-repository/subject.ts';
export { uploadRepositoryContract } from './contracts/upload-repository-contract.ts';
export {
  type UserRepositorySubject,
  userRepositoryContract,
} from './contracts/user-repository-contract.ts';
export { MemoryBenchmarkRepository } from './fakes/memory-benchmark-repository.ts';
export { MemoryConverterRegistry } from './fakes/memory-converter-registry.ts';
export { MemoryDirectDownloads } from './fakes/memory-direct-downloads.ts';
export { MemoryFileStorage } from './fakes/memory-file-storage.ts';
export { MemoryJobConsumer } from './fakes/memory-job-consumer.ts';
export { MemoryJobQueue, type MemoryJobQueueOptions } from './fakes/memory-job-queue.ts';
export { type LogEntry, MemoryLogger } from './fakes/memory-logger.ts';
export { MemoryMailer } from './fakes/memory-mailer.ts';
export { memoryPorts } from './fakes/memory-ports.ts';
export { MemoryTaskRepository } from './fakes/memory-task-repository.ts';
export { MemoryTaskTable } from './fakes/memory-task-table.ts';
export { MemoryThrottle } from './fakes/memory-throttle.ts';
export { MemoryUnitOfWork } from './fakes/memory-unit-of-work.ts';
export { MemoryUploadRepository } from './fakes/memory-upload-repository.ts';
export { MemoryUploadTable } from './fakes/memory-upload-table.ts';
export { benchmarkUser, MemoryUserRepository } from './fakes/memory-user-repository.ts';
export { pause } from './fakes/pause.ts';
export { postgresUrl } from './postgres-url.ts';
