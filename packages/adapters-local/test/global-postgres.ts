import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLogger } from '@cloudconvert/testing';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/index.ts';

/** Losing what the tests wrote would cost nothing, so nothing waits for the disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/** One server for the whole run; tests make databases of their own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ directory, settings, logger: new MemoryLogger() });
    project.provide('postgresUrl', server.url);
    return () => server.stop().finally(remove);
  } catch (error) {
    await remove();
    throw error;
  }
}
