import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { wavFile } from '@cloudconvert/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.ts';
import { freePort } from './support/free-port.ts';
import { Service } from './support/service.ts';

const run = promisify(execFile);
const patience = { timeout: 60_000, interval: 100 };

/** What the README says to copy into a terminal. */
function sessionIn(readme: string): string {
  const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  const [session, largeFiles] = blocks.filter((block) => block.includes('$URL/api'));
  return `${session}${largeFiles}`;
}

describe('npm start', { timeout: 120_000 }, () => {
  let directory: string;
  let data: string;
  let started: Service[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'npm start '));
    data = join(directory, 'data');
    started = [];
  });

  afterEach(async () => {
    await Promise.all(started.map((service) => service.stop()));
    await rm(directory, { recursive: true });
  });

  function start(env?: Readonly<Record<string, string>>): Service {
    const service = new Service(data, env);
    started.push(service);
    return service;
  }

  it('logs the link of a message where it is told so, but not by itself to a file', async () => {
    for (const LOG_LINKS of ['on', '']) {
      const service = start({ LOG_LINKS });
      const client = await Client.signUp(await service.url(), `ada${LOG_LINKS}`);
      const { file_id } = await client.submit(wavFile({ seconds: 1 }), 'song.wav', 'mp3');
      await service.printed(/mail written to the outbox/);
      const { output } = await service.stop();
      expect(output.includes(`/api/files/${file_id}?`)).toBe(LOG_LINKS === 'on');
    }
  });

  it('prints three commands that sign up, convert a file and download it', async () => {
    await writeFile(join(directory, 'song.mp3'), wavFile({ seconds: 1 }));
    const commands = await start().commands();
    expect(commands.trim().split('\n')).toHaveLength(3);
    await run('sh', ['-ec', commands], { cwd: directory });
    const result = await readFile(join(directory, 'song.ogg'));
    expect(result.subarray(0, 4).toString()).toBe('OggS');
    await vi.waitFor(async () => {
      const [message = ''] = await readdir(join(data, 'outbox'));
      expect(await readFile(join(data, 'outbox', message), 'utf8')).toContain('/api/files/');
    }, patience);
  });

  it('takes the session of the README, also a second time, and the session says what fails', async () => {
    await writeFile(join(directory, 'song.mp3'), wavFile({ seconds: 1 }));
    // The links to send files to are made of BASE_URL, so the port must be known.
    const url = await start({ PORT: String(await freePort()) }).url();
    const session = sessionIn(
      await readFile(new URL('../../../README.md', import.meta.url), 'utf8'),
    );
    const copy = (at: string) =>
      run('sh', ['-c', session.replace(/^URL=.*$/m, `URL=${at}`)], { cwd: directory });
    for (let left = 2; left > 0; left -= 1) {
      const { stdout, stderr } = await copy(url);
      expect(stderr).toBe('');
      expect(stdout.match(/"message":"task (created|updated)"/g)).toHaveLength(2);
      const result = await readFile(join(directory, 'song.ogg'));
      expect(result.subarray(0, 4).toString()).toBe('OggS');
    }
    await rm(join(directory, 'song.mp3'));
    expect((await copy(url)).stderr).toContain('song.mp3');
  });

  it('goes on after a stop with what was being converted, and leaves no process', async () => {
    const first = start();
    const client = await Client.signUp(await first.url(), 'ada');
    const { id } = await client.submit(wavFile({ seconds: 400, channels: 1 }), 'long.wav', 'ogg');
    await vi.waitFor(async () => {
      expect((await client.task(id)).status).toBe('processing');
    }, patience);
    const postgres = await postgresPid(data);
    // npm ends by the signal itself, and its output only once the service has ended, too.
    await first.stop();
    expect(() => process.kill(postgres, 0)).toThrow('ESRCH');
    expect(await readdir(join(data, 'scratch'))).toEqual([]);

    const again = await Client.logIn(await start().url(), 'ada');
    await vi.waitFor(async () => {
      expect((await again.task(id)).status).toBe('processed');
    }, patience);
  });

  it('says in one sentence that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, output } = await start({ PORT: port }).ended();
    other.close();
    expect(output).toContain(`Can't listen on 127.0.0.1, port ${port}: another program uses it`);
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('says in one sentence that the data folder is in use', async () => {
    await start().url();
    const { code, output } = await start().ended();
    expect(output).toContain('is in use by');
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });
});

async function postgresPid(data: string): Promise<number> {
  const text = await readFile(join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  return Number.parseInt(text, 10);
}
