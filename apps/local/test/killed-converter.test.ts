import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { postgresUrl, wavFile } from '@cloudconvert/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.ts';
import { filesUnder } from './support/files-under.ts';
import { postgresVariables } from './support/postgres-variables.ts';
import { Program } from './support/program.ts';

const patience = { timeout: 90_000, interval: 100 };

describe('a converter that is killed in the middle of a conversion', { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let data: string;
  let programs: Program[];

  beforeEach(async () => {
    database = await createTestDatabase(postgresUrl());
    data = await mkdtemp(join(tmpdir(), 'killed-'));
    programs = [];
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await database.drop();
    await rm(data, { recursive: true });
  });

  function start(app: 'api' | 'converter'): Program {
    const program = new Program(['node', `apps/${app}/src/main.ts`], {
      ...postgresVariables(database.url),
      DATA_DIR: data,
      PORT: '0',
    });
    programs.push(program);
    return program;
  }

  it('is replaced by another one, which finishes the task once', async () => {
    const api = start('api');
    const converters = [start('converter'), start('converter')];
    const [, url = ''] = await api.printed(/"url":"([^"]+)"/);
    const client = await Client.signUp(url, 'ada');
    const { id } = await client.submit(wavFile({ seconds: 400, channels: 1 }), 'long.wav', 'ogg');

    const killed = await vi.waitFor(() => whoConverts(converters), patience);
    await killed.stop('SIGKILL');
    await vi.waitFor(async () => {
      expect((await client.task(id)).status).toBe('processed');
    }, patience);

    await vi.waitFor(async () => expect(await readdir(join(data, 'outbox'))).toHaveLength(1));
    expect(await filesUnder(join(data, 'files', 'originals'))).toHaveLength(1);
    expect(await filesUnder(join(data, 'files', 'results'))).toHaveLength(1);
    expect(await readdir(join(data, 'scratch'))).toEqual([]);
    expect(await converting(data)).toEqual([]);
  });
});

/** The one of `converters` whose shells have a child which encodes. */
async function whoConverts(converters: readonly Program[]): Promise<Program> {
  for (const converter of converters) {
    const shells = await childrenOf(converter.pid);
    const tools = (await Promise.all(shells.map(childrenOf))).flat();
    const commands = await Promise.all(tools.map(commandOf));
    if (commands.some((command) => command.includes('-progress'))) return converter;
  }
  throw new Error('no converter encodes now');
}

async function childrenOf(pid: number | string): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean);
}

function commandOf(pid: string): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}

/** The processes that work on files below `directory`. */
async function converting(directory: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map(commandOf));
  return commands.filter((command) => command.includes(`file:${directory}`));
}
