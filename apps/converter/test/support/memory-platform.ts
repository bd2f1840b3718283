import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock, DatabaseProbe, Pause } from '@cloudconvert/core';
import { HmacDownloadLinks, Secret } from '@cloudconvert/runtime';
import {
  MemoryBenchmarkRepository,
  MemoryConverterRegistry,
  MemoryFileStorage,
  MemoryJobConsumer,
  MemoryJobQueue,
  MemoryLogger,
  MemoryMailer,
  MemoryTaskRepository,
  MemoryTaskTable,
  MemoryThrottle,
  MemoryUnitOfWork,
  MemoryUserRepository,
} from '@cloudconvert/testing';

const baseUrl = 'https://convert.example.com';

/** Every port in memory, open to the tests. */
export function memoryPlatform(clock: Clock = () => new Date()) {
  const secrets = { current: new Secret('a secret that only the tests know') };
  const table = new MemoryTaskTable(clock);
  const jobs = new MemoryJobQueue({ clock });
  const probeDatabase: DatabaseProbe = async () => {};
  const pause: Pause = (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, signal && { signal });
  return {
    logger: new MemoryLogger(),
    clock,
    pause,
    newId: randomUUID,
    secrets,
    baseUrl,
    storage: new MemoryFileStorage({ clock }),
    mailer: new MemoryMailer(),
    links: new HmacDownloadLinks({ secrets, baseUrl, clock }),
    users: new MemoryUserRepository(),
    table,
    tasks: new MemoryTaskRepository(table),
    benchmarks: new MemoryBenchmarkRepository(table),
    unitOfWork: new MemoryUnitOfWork(table, jobs),
    jobs,
    consumer: new MemoryJobConsumer(jobs),
    registry: new MemoryConverterRegistry(clock),
    throttle: new MemoryThrottle(clock),
    probeDatabase,
  };
}

export type MemoryPlatform = ReturnType<typeof memoryPlatform>;
