import { chmod, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wavFile } from '@cloudconvert/testing';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Client } from './support/client.ts';
import { Service } from './support/service.ts';

const patience = { timeout: 60_000, interval: 100 };

/** What anybody but the owner may do, for each path below `folder` and for itself. */
async function openToOthers(folder: string): Promise<readonly string[]> {
  const paths = (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
  const open: string[] = [];
  for (const path of [folder, ...paths]) {
    // The database makes and removes files at any moment.
    const stats = await lstat(path).catch(() => undefined);
    if (stats && (stats.mode & 0o077) !== 0) open.push(path);
  }
  return open;
}

describe('the data of npm start', { timeout: 120_000 }, () => {
  let data: string;

  beforeEach(async () => {
    const parent = await mkdtemp(join(tmpdir(), 'private-'));
    onTestFinished(() => rm(parent, { recursive: true }));
    data = join(parent, 'data');
    // As on most systems.
    const before = process.umask(0o022);
    onTestFinished(() => void process.umask(before));
  });

  async function start(): Promise<string> {
    const service = new Service(data);
    onTestFinished(async () => void (await service.stop()));
    return service.url();
  }

  async function convert(url: string): Promise<void> {
    const ada = await Client.signUp(url, 'ada');
    const { id } = await ada.submit(wavFile({ seconds: 0.2 }), 'song.wav', 'mp3');
    await vi.waitFor(async () => {
      expect((await ada.task(id)).status).toBe('processed');
      expect(await readdir(join(data, 'outbox'))).toHaveLength(1);
    }, patience);
  }

  it('is for its owner only', async () => {
    await convert(await start());
    expect(await openToOthers(data)).toEqual([]);
  });

  it('of an earlier release becomes so', async () => {
    for (const name of ['files/.tmp', 'files/results/8c0d', 'outbox', 'postgres', 'scratch']) {
      await mkdir(join(data, name), { recursive: true, mode: 0o755 });
    }
    await convert(await start());
    expect(await openToOthers(data)).toEqual([]);
  });

  it('leaves a folder that holds other things as it is, but not its own in it', async () => {
    await mkdir(data);
    await writeFile(join(data, 'notes.txt'), 'mine');
    await chmod(data, 0o755);
    await start();
    const open = await openToOthers(data);
    expect(open).toEqual([data, join(data, 'notes.txt')]);
  });
});
