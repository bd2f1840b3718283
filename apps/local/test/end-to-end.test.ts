import { createTestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { formatTable } from '@cloudconvert/core';
import { postgresUrl, wavFile } from '@cloudconvert/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Client, type TaskBody } from './support/client.ts';
import { freePort } from './support/free-port.ts';
import { googleCloud, type Landscape, laptop, mixed } from './support/landscape.ts';
import { postgresVariables } from './support/postgres-variables.ts';
import { Program } from './support/program.ts';

const patience = { timeout: 60_000, interval: 50 };
const sound = wavFile({ seconds: 1 });

/** API and converter as programs of their own. They end with the test. */
async function start({ env }: Landscape): Promise<string> {
  const database = await createTestDatabase(postgresUrl());
  onTestFinished(() => database.drop());
  const port = String(await freePort());
  const all = {
    ...postgresVariables(database.url),
    ...{ PORT: port, BASE_URL: `http://127.0.0.1:${port}` },
    ...env,
  };
  const api = new Program(['node', 'apps/api/src/main.ts'], all);
  onTestFinished(async () => void (await api.stop()));
  const converter = new Program(['node', 'apps/converter/src/main.ts'], all);
  onTestFinished(async () => void (await converter.stop()));
  const [, url = ''] = await api.printed(/"url":"([^"]+)"/);
  await converter.printed(/converter works/);
  return url;
}

async function processed(client: Client, { id }: TaskBody): Promise<TaskBody> {
  return vi.waitFor(async () => {
    const task = await client.task(id);
    expect(task).toMatchObject({ status: 'processed', error: null });
    return task;
  }, patience);
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  expect(response.status).toBe(200);
  return response.bytes();
}

/** The links of all messages that have arrived, once there are `count`. */
function links(landscape: Landscape, count: number): Promise<readonly string[]> {
  return vi.waitFor(async () => {
    const found = (await landscape.mails()).flatMap(linkIn);
    expect(found).toHaveLength(count);
    return found;
  }, patience);
}

/** A message in a file is encoded as it goes over the wire (RFC 2045, 6.7). */
function linkIn(message: string): readonly string[] {
  const decoded = message.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return /Download it here: (http\S+)/.exec(decoded)?.slice(1) ?? [];
}

async function convertToEveryFormat(ada: Client): Promise<void> {
  for (const { name, extension, mimeType } of formatTable) {
    const task = await processed(ada, await ada.submitDirectly(sound, 'song.wav', name));
    expect(task.processed_format).toBe(name);
    const download = await ada.download(task.file_id);
    expect(download.headers.get('content-type')).toBe(mimeType);
    expect(download.headers.get('content-disposition')).toContain(`song.${extension}`);
    expect(await bytesOf(download)).toHaveLength(task.processed_size ?? Number.NaN);
  }
}

describe.each([
  { name: 'a laptop', open: laptop },
  { name: 'Google Cloud', open: googleCloud },
  { name: 'a bucket with a mail server', open: mixed },
])('the whole service on $name', { timeout: 180_000 }, ({ open }) => {
  it('takes files both ways, converts them, sends links, and forgets what is deleted', async () => {
    const landscape = await open();
    const ada = await Client.signUp(await start(landscape), 'ada');

    const byForm = await processed(ada, await ada.submit(sound, 'süß.wav', 'mp3'));
    const byItself = await processed(ada, await ada.submitDirectly(sound, 'süß.wav', 'mp3'));
    const first = await bytesOf(await ada.download(byForm.file_id));
    expect(await bytesOf(await ada.download(byItself.file_id))).toEqual(first);
    const answer = await ada.download(byForm.file_id, 'manual');
    expect(answer.status).toBe(landscape.redirects ? 302 : 200);
    await answer.body?.cancel();

    for (const link of await links(landscape, 2)) {
      const download = await fetch(link);
      expect(download.headers.get('content-type')).toBe('audio/mpeg');
      expect(download.headers.get('content-disposition')).toContain("UTF-8''s%C3%BC%C3%9F.mp3");
      expect(await bytesOf(download)).toEqual(first);
    }

    const old = await links(landscape, 2);
    const changed = await processed(ada, await ada.changeFormat(byForm.id, 'flac'));
    expect(changed.processed_format).toBe('flac');
    const other = await processed(ada, await ada.changeFormat(byItself.id, 'ogg'));
    expect(await bytesOf(await ada.download(other.file_id))).toHaveLength(
      other.processed_size ?? Number.NaN,
    );
    for (const link of old) expect((await fetch(link)).status).toBe(404);

    await convertToEveryFormat(ada);
    await links(landscape, 4 + formatTable.length);

    await Promise.all((await ada.tasks()).map(({ id }) => ada.remove(id)));
    expect(await ada.tasks()).toEqual([]);
    await vi.waitFor(async () => expect(await landscape.stored()).toEqual([]), patience);
  });
});
