import { randomUUID } from 'node:crypto';
import type { Clock, DatabaseProbe, RoomProbe } from '@cloudconvert/core';
import { MemoryBenchmarkRepository } from './memory-benchmark-repository.ts';
import { MemoryConverterRegistry } from './memory-converter-registry.ts';
import { MemoryDirectDownloads } from './memory-direct-downloads.ts';
import { MemoryFileStorage } from './memory-file-storage.ts';
import { MemoryJobConsumer } from './memory-job-consumer.ts';
import { MemoryJobQueue } from './memory-job-queue.ts';
import { MemoryLogger } from './memory-logger.ts';
import { MemoryMailer } from './memory-mailer.ts';
import { MemoryTaskRepository } from './memory-task-repository.ts';
import { MemoryTaskTable } from './memory-task-table.ts';
import { MemoryThrottle } from './memory-throttle.ts';
import { MemoryUnitOfWork } from './memory-unit-of-work.ts';
import { MemoryUploadRepository } from './memory-upload-repository.ts';
import { MemoryUploadTable } from './memory-upload-table.ts';
import { MemoryUserRepository } from './memory-user-repository.ts';
import { pause } from './pause.ts';

const probeDatabase: DatabaseProbe = async () => {};
const probeRoom: RoomProbe = async () => {};

/** Every port that processes share, in memory and of one world. */
export function memoryPorts(clock: Clock = () => new Date()) {
  const table = new MemoryTaskTable(clock);
  const pendingUploads = new MemoryUploadTable();
  const jobs = new MemoryJobQueue({ clock });
  return {
    ...{ clock, pause, newId: randomUUID, table, jobs, probeDatabase, probeRoom },
    logger: new MemoryLogger(),
    storage: new MemoryFileStorage({ clock }),
    directDownloads: new MemoryDirectDownloads(),
    mailer: new MemoryMailer(),
    users: new MemoryUserRepository(),
    tasks: new MemoryTaskRepository(table),
    benchmarks: new MemoryBenchmarkRepository(table),
    uploads: new MemoryUploadRepository(pendingUploads),
    unitOfWork: new MemoryUnitOfWork({ tasks: table, uploads: pendingUploads, jobs }),
    consumer: new MemoryJobConsumer(jobs),
    registry: new MemoryConverterRegistry(clock),
    throttle: new MemoryThrottle(clock),
  };
}
