import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { openPlatform, type Platform, Releasers, Secret } from '@cloudconvert/runtime';
import { MemoryLogger, postgresUrl } from '@cloudconvert/testing';
import { onTestFinished } from 'vitest';
import { baseUrl } from './memory-platform.ts';

/** What production runs on: PostgreSQL, and files in a folder. It ends with the test. */
export async function postgresPlatform(): Promise<Platform> {
  const logger = new MemoryLogger();
  const releasers = new Releasers();
  onTestFinished(() => releasers.releaseAll(logger));
  const database = await createTestDatabase(postgresUrl());
  releasers.add('test database', () => database.drop());
  const root = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  releasers.add('folder', () => rm(root, { recursive: true, force: true }));
  const options = {
    baseUrl,
    mailFrom: 'converter@example.com',
    throttle: true,
    secrets: { current: new Secret(randomUUID()) },
    dataDirectory: root,
    storage: { kind: 'filesystem', root, reserve: 0 },
    mail: { kind: 'none' },
    database: { kind: 'postgres', url: database.url },
  } as const;
  return openPlatform(options, releasers, logger, { supervise: false });
}
