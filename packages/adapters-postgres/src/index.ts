export { probeDatabase } from './database-probe.ts';
export { migrate } from './migrations/migrate.ts';
export type { Queryable } from './query.ts';
export {
  type JobQueueOptions,
  type OpenedJobQueue,
  openJobQueue,
} from './queue/open-job-queue.ts';
export { PgBossJobConsumer } from './queue/pg-boss-job-consumer.ts';
export { PgBossJobQueue } from './queue/pg-boss-job-queue.ts';
export { PgBenchmarkRepository } from './repositories/pg-benchmark-repository.ts';
export { PgConverterRegistry } from './repositories/pg-converter-registry.ts';
export { PgTaskRepository } from './repositories/pg-task-repository.ts';
export { PgUploadRepository } from './repositories/pg-upload-repository.ts';
export { PgUserRepository } from './repositories/pg-user-repository.ts';
export { PgThrottle } from './throttle/pg-throttle.ts';
export { PgUnitOfWork, type TransactionalJobQueue } from './unit-of-work.ts';
