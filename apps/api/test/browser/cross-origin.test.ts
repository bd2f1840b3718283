import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wavFile } from '@cloudconvert/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { baseUrl } from '../support/memory-platform.ts';
import { aTaskOf } from '../support/tasks.ts';
import { finishTask, testApi } from '../support/test-api.ts';
import type { UploadBody } from '../support/uploads.ts';

type TestApi = Awaited<ReturnType<typeof testApi>>;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The origin of a page that is empty. */
async function anOrigin(): Promise<string> {
  const server = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function pageOf(origin: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(origin);
  return page;
}

/** An API that one of two origins may use. */
async function twoOrigins() {
  const [friend, stranger] = [await anOrigin(), await anOrigin()];
  const api = await testApi({ config: { corsOrigins: [friend] } });
  return { api, friend: await pageOf(friend), stranger: await pageOf(stranger) };
}

/** Runs in the page: what a client does from sign-up to two tasks, by form and by a PUT. */
async function useService({ url, sound }: { url: string; sound: number[] }) {
  const bytes = new Uint8Array(sound);
  const asked = await fetch(`${url}/api/auth/signup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      ...{ username: 'ada', email: 'ada@example.com' },
      ...{ password1: 'Passw0rd$', password2: 'Passw0rd$' },
    }),
  });
  const { access_token: token } = (await asked.json()) as { access_token: string };
  const Authorization = `Bearer ${token}`;
  const form = new FormData();
  form.append('newFormat', 'mp3');
  form.append('fileName', new Blob([bytes]), 'song.wav');
  const created = await fetch(`${url}/api/tasks`, {
    ...{ method: 'POST', body: form },
    headers: { Authorization },
  });
  const upload = { fileName: 'song.wav', size: bytes.length, newFormat: 'mp3' };
  const opened = await fetch(`${url}/api/uploads`, {
    method: 'POST',
    headers: { Authorization, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...upload, contentType: 'audio/wav' }),
  });
  const { upload: target } = (await opened.json()) as { upload: UploadBody };
  const { pathname, search } = new URL(target.url);
  const sent = await fetch(url + pathname + search, {
    ...{ method: 'PUT', body: bytes },
    headers: target.headers,
  });
  const list = await fetch(`${url}/api/tasks`, { headers: { Authorization } });
  return {
    token,
    created: created.status,
    location: created.headers.get('Location'),
    requestId: created.headers.get('X-Request-Id'),
    sent: sent.status,
    tasks: ((await list.json()) as unknown[]).length,
  };
}

/** The duration of a sound that an audio element of the page has loaded, in seconds. */
function play(page: Page, link: string): Promise<number> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const audio = new Audio(${JSON.stringify(link)});
    audio.onloadedmetadata = () => resolve(audio.duration);
    audio.onerror = () => reject(new Error(audio.error?.message));
  })`);
}

const sound = wavFile({ seconds: 0.5 });

describe('a page of an origin that is allowed', () => {
  test('signs up, sends files by form and directly, and reads what it needs', async () => {
    const { api, friend } = await twoOrigins();
    const seen = await friend.evaluate(useService, { url: api.url, sound: [...sound] });
    expect(seen).toMatchObject({ created: 201, location: '/api/tasks/1', sent: 200, tasks: 1 });
    expect(seen.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('fetches a part of a result', async () => {
    const { api, friend } = await twoOrigins();
    const { path, token } = await aResult(api);
    const read = async ({ url, token }: { url: string; token: string }) => {
      const headers = { Authorization: `Bearer ${token}`, Range: 'bytes=0-3' };
      const response = await fetch(url, { headers });
      return [await response.text(), response.headers.get('Content-Range')];
    };
    const answer = await friend.evaluate(read, { url: api.url + path, token });
    expect(answer).toEqual(['RIFF', `bytes 0-3/${sound.length}`]);
  });
});

describe('a page of another origin', () => {
  test('can do nothing', async () => {
    const { api, stranger } = await twoOrigins();
    const using = stranger.evaluate(useService, { url: api.url, sound: [...sound] });
    await expect(using).rejects.toThrow(/Failed to fetch/);
  });

  test('plays a signed link', async () => {
    const { api, stranger } = await twoOrigins();
    const { link } = await aResult(api);
    expect(await play(stranger, link)).toBeCloseTo(0.5, 2);
  });

  test('does not play a result without one', async () => {
    const { api, stranger } = await twoOrigins();
    const { path } = await aResult(api);
    await expect(play(stranger, api.url + path)).rejects.toThrow();
  });
});

/** A finished task of somebody, with the sound as its result. */
async function aResult({ url, platform, person }: TestApi) {
  const ada = await person();
  const { id, file_id: fileId } = await aTaskOf(ada, 'wav');
  const task = await platform.tasks.find(ada.user.id, id);
  if (task) await finishTask(platform, task, sound);
  const link = platform.links.issue({ fileId, revision: 1 }).slice(baseUrl.length);
  return { path: `/api/files/${fileId}`, token: ada.token, link: url + link };
}
