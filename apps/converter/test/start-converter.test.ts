import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { originalKey, parseFileKey, uploadKey } from '@cloudconvert/core';
import { aNewTask, aPendingUpload, aUser, wavFile } from '@cloudconvert/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConverterConfig } from '../src/config.ts';
import { type RunningConverter, startConverter } from '../src/start-converter.ts';
import { type MemoryPlatform, memoryPlatform } from './support/memory-platform.ts';
import { temporaryDirectory } from './support/temporary.ts';
import { options } from './support/tools.ts';

const limits = { concurrency: 2, fetchAhead: 0, stopGraceMs: 5000, retentionDays: undefined };
const leftoverAfterMs = 3600 * 1000;
const config = { ...limits, leftoverAfterMs, transcoder: options };
const requestId = 'request';
const patient = { timeout: 20_000 };

let converter: RunningConverter | undefined;
afterEach(async () => {
  await converter?.stop();
  converter = undefined;
});

async function start(platform: MemoryPlatform, changes: Partial<ConverterConfig> = {}) {
  const scratchDirectory = temporaryDirectory();
  const all = { ...config, scratchDirectory, ...changes };
  converter = await startConverter({ platform, config: all });
  return converter;
}

/** A task of an uploaded file, and its job. */
async function submit(platform: MemoryPlatform, bytes: Uint8Array) {
  const user = await platform.users.insert(aUser());
  const task = await platform.tasks.insert(aNewTask({ userId: user.id, newFormat: 'flac' }));
  await platform.storage.write(originalKey(task.fileId), pieces(bytes));
  await platform.jobs.send('convert', { taskId: task.id, revision: 1, requestId });
  return { user, find: () => platform.tasks.find(user.id, task.id) };
}

async function stored({ storage }: MemoryPlatform) {
  const found = ['originals', 'results', 'uploads'].map((prefix) =>
    Array.fromAsync(storage.list(parseFileKey(prefix))),
  );
  return (await Promise.all(found)).flat();
}

async function* pieces(bytes: Uint8Array) {
  yield bytes;
}

describe('a converter', () => {
  it('converts what is queued, tells the owner, and leaves no scratch behind', async () => {
    const platform = memoryPlatform();
    const { user, find } = await submit(platform, wavFile({ seconds: 0.5 }));
    const scratchDirectory = temporaryDirectory();
    await start(platform, { scratchDirectory });
    await vi.waitFor(() => expect(platform.mailer.sent).toHaveLength(1), patient);
    const task = await find();
    expect(task).toMatchObject({ status: 'processed', result: { format: 'flac' } });
    expect(platform.mailer.sent[0]?.to).toBe(user.email);
    expect(readdirSync(scratchDirectory)).toEqual([]);
  });

  it('leaves scratch alone for as long as its configuration says', async () => {
    const root = temporaryDirectory();
    const longAgo = new Date(Date.now() - 24 * leftoverAfterMs);
    for (const name of ['1-1-0', '2-1-0']) mkdirSync(join(root, name));
    utimesSync(join(root, '1-1-0'), longAgo, longAgo);
    const changes = { scratchDirectory: root, leftoverAfterMs: 25 * leftoverAfterMs };
    await (await start(memoryPlatform(), changes)).stop();
    expect(readdirSync(root).sort()).toEqual(['1-1-0', '2-1-0']);
    await start(memoryPlatform(), { scratchDirectory: root });
    expect(readdirSync(root)).toEqual(['2-1-0']);
  });

  it('fetches the next file while it converts', async () => {
    const platform = memoryPlatform();
    const fetchTo = vi.spyOn(platform.storage, 'fetchTo');
    const long = await submit(platform, wavFile({ seconds: 900 }));
    const short = await submit(platform, wavFile({ seconds: 0.5 }));
    await start(platform, { concurrency: 1, fetchAhead: 1, stopGraceMs: 0 });
    await vi.waitFor(() => expect(fetchTo).toHaveBeenCalledTimes(2), patient);
    expect(await long.find()).toMatchObject({ status: 'processing' });
    expect(await short.find()).toMatchObject({ status: 'processing' });
  });

  it('says why a file can not be converted', async () => {
    const platform = memoryPlatform();
    const { find } = await submit(platform, Buffer.from('no sound at all'));
    await start(platform);
    await vi.waitFor(() => expect(platform.mailer.sent).toHaveLength(1), patient);
    expect(await find()).toMatchObject({ status: 'failed', failure: { code: 'not_audio' } });
  });

  it('ends a task that was given up', async () => {
    const platform = memoryPlatform();
    const user = await platform.users.insert(aUser());
    const task = await platform.tasks.insert(aNewTask({ userId: user.id }));
    await platform.jobs.send('convert-given-up', { taskId: task.id, revision: 1, requestId });
    await start(platform);
    await vi.waitFor(() => expect(platform.mailer.sent).toHaveLength(1), patient);
    expect(await platform.tasks.find(user.id, task.id)).toMatchObject({ status: 'failed' });
  });

  it('answers a ping and logs the pong', async () => {
    const platform = memoryPlatform();
    await platform.jobs.send('ping', { requestId }, { id: 'ping-1' });
    await start(platform);
    const isAnswered = () => platform.jobs.isCompleted('ping', 'ping-1');
    await vi.waitFor(async () => expect(await isAnswered()).toBe(true), patient);
    const pongs = platform.logger.entries.filter(({ message }) => message === 'pong');
    expect(pongs).toMatchObject([{ fields: { id: 'ping-1', requestId } }]);
  });

  it('sweeps', async () => {
    let ahead = 0;
    const platform = memoryPlatform(() => new Date(Date.now() + ahead));
    await platform.storage.write(originalKey('orphan'), pieces(Buffer.from('x')));
    ahead = 25 * 3600 * 1000;
    await platform.jobs.send('sweep', { requestId });
    await start(platform);
    const find = () => platform.storage.stat(originalKey('orphan'));
    await vi.waitFor(async () => expect(await find()).toBeUndefined(), patient);
  });

  it('removes what was kept for long enough, and uploads that nobody claimed', async () => {
    let ahead = 0;
    const platform = memoryPlatform(() => new Date(Date.now() + ahead));
    const { user, find } = await submit(platform, wavFile({ seconds: 0.1 }));
    const upload = aPendingUpload({ userId: user.id, expiresAt: new Date() });
    await platform.uploads.insert(upload);
    await platform.storage.write(uploadKey(upload.id), pieces(Buffer.from('x')));
    await start(platform, { retentionDays: 1 });
    await vi.waitFor(
      async () => expect(await find()).toMatchObject({ status: 'processed' }),
      patient,
    );
    ahead = 25 * 3600 * 1000;
    await platform.jobs.send('sweep', { requestId });
    await vi.waitFor(async () => expect(await stored(platform)).toEqual([]), patient);
    expect(await find()).toMatchObject({ status: 'expired', result: null });
    expect(await platform.uploads.find(upload.id)).toBeUndefined();
  });

  it('is known with its formats while it lives', async () => {
    const platform = memoryPlatform();
    const { stop } = await start(platform);
    const [status] = await platform.registry.alive();
    expect(status).toMatchObject({ concurrency: 2, taskIds: [] });
    expect(status?.formats).toHaveLength(13);
    await stop();
    expect(await platform.registry.alive()).toEqual([]);
  });

  it('says which ffmpeg it uses, and that it works', async () => {
    const platform = memoryPlatform();
    await start(platform);
    const messages = platform.logger.entries.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringMatching(/^converting by ffmpeg .*\d/));
    expect(messages).toContain('converter works');
  });

  it('does not start without ffmpeg, and is then not known either', async () => {
    const platform = memoryPlatform();
    const starting = start(platform, {
      transcoder: { ...options, ffmpegPath: '/nonexistent' },
    });
    await expect(starting).rejects.toThrow('FFMPEG_PATH');
    expect(await platform.registry.alive()).toEqual([]);
  });
});
