import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { postgresUrl, wavFile } from '@cloudconvert/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.ts';
import { freePort } from './support/free-port.ts';
import { postgresVariables } from './support/postgres-variables.ts';
import { Program } from './support/program.ts';

const patience = { timeout: 60_000, interval: 100 };

describe('a converter that runs apart', { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let data: string;
  let programs: Program[];

  beforeEach(async () => {
    database = await createTestDatabase(postgresUrl());
    data = await mkdtemp(join(tmpdir(), 'liveness-'));
    programs = [];
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await database.drop();
    await rm(data, { recursive: true });
  });

  function start(app: 'api' | 'converter', env: Readonly<Record<string, string>>): Program {
    const variables = { ...postgresVariables(database.url), DATA_DIR: data, ...env };
    const program = new Program(['node', `apps/${app}/src/main.ts`], variables);
    programs.push(program);
    return program;
  }

  async function startConverter() {
    const port = String(await freePort());
    const program = start('converter', { LIVENESS_PORT: port, STOP_GRACE_SECONDS: '3' });
    await program.printed(/converter works/);
    return { program, ask: () => fetch(`http://127.0.0.1:${port}/livez`) };
  }

  it('says that it lives until it has ended', async () => {
    const { program, ask } = await startConverter();
    const answer = await ask();
    expect([answer.status, await answer.json()]).toEqual([200, { message: 'OK' }]);
    expect(await program.stop()).toMatchObject({ code: 0 });
    await expect(ask()).rejects.toThrow('fetch failed');
  });

  it('says that it lives while it lets a conversion end', async () => {
    const api = start('api', { PORT: '0' });
    const { program, ask } = await startConverter();
    const [, url = ''] = await api.printed(/"url":"([^"]+)"/);
    const client = await Client.signUp(url, 'ada');
    const { id } = await client.submit(wavFile({ seconds: 1200, channels: 1 }), 'long.wav', 'ogg');
    await vi.waitFor(async () => {
      expect((await client.task(id)).status).toBe('processing');
    }, patience);

    const ended = program.stop();
    await program.printed(/"stopping"/);
    expect((await ask()).status).toBe(200);
    const { code, output } = await ended;
    // It had waited for that conversion, in vain.
    expect(output).toContain('jobs handed back');
    expect(code).toBe(0);
  });
});
