import { expect, onTestFinished, test, vi } from 'vitest';
import { openDirect } from './support/gcs-direct.ts';
import { bytesOf, newKey, streamOf } from './support/gcs-storage.ts';

const bytes = bytesOf(1000);
const as = { name: 'Größe (1) – "a".mp3', mimeType: 'audio/mpeg' };

async function openWithFile() {
  const opened = await openDirect();
  const key = newKey();
  await opened.storage.write(key, streamOf(bytes));
  return { ...opened, key };
}

test('the URL serves the file as an attachment under its name', async () => {
  const { downloads, key } = await openWithFile();

  const answer = await fetch(await downloads.urlOf(key, as));

  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  expect(answer.headers.get('content-type')).toBe('audio/mpeg');
  // RFC 6266, 4.3: the name as it is, and another one for clients that don't know that form.
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="Gr__e \(1\) _ \\"a\\"\.mp3"; filename\*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29%20%E2%80%93%20%22a%22\.mp3$/,
  );
});

test('the URL serves a part of the file', async () => {
  const { downloads, key } = await openWithFile();
  const url = await downloads.urlOf(key, as);

  const answer = await fetch(url, { headers: { range: 'bytes=10-19' } });

  expect(answer.status).toBe(206);
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
});

test('another name or another file is not served by it', async () => {
  const { downloads, key, storage } = await openWithFile();
  const other = newKey();
  await storage.write(other, streamOf(bytes));
  const url = await downloads.urlOf(key, as);

  const changed = [url.replace('.mp3', '.exe'), url.replace(key, other)];

  const answers = await Promise.all(changed.map((changedUrl) => fetch(changedUrl)));
  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
});

test('the URL is good for five minutes', async () => {
  const { downloads, key } = await openWithFile();
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const url = await downloads.urlOf(key, as);

  vi.setSystemTime(Date.now() + 4.9 * 60_000);
  expect((await fetch(url)).status).toBe(200);
  vi.setSystemTime(Date.now() + 0.2 * 60_000);
  expect((await fetch(url)).status).toBe(403);
});

test('a file that is not there has a URL all the same', async () => {
  const { downloads } = await openDirect();

  const answer = await fetch(await downloads.urlOf(newKey(), as));

  expect(answer.status).toBe(404);
});
