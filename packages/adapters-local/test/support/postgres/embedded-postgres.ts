import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLogger } from '@cloudconvert/testing';
import { startEmbeddedPostgres } from '../../../src/index.ts';
import { serverVersion } from './server-version.ts';
import { settings, type TestPostgres } from './test-postgres.ts';

export async function startEmbedded(why: string): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  let stop = remove;
  try {
    const server = await startEmbeddedPostgres({ directory, settings, logger: new MemoryLogger() });
    stop = () => server.stop().finally(remove);
    const version = await serverVersion(server.url);
    return { url: server.url, description: `PostgreSQL ${version}, embedded (${why})`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
