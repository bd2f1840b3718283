import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wavFile } from '@cloudconvert/testing';
import { expect, it, onTestFinished } from 'vitest';
import { Client } from './support/client.ts';
import { freePort } from './support/free-port.ts';
import { Service } from './support/service.ts';

/** bytes; no disk has as much. */
const petabyte = 1024 ** 5;

it('takes no new bytes below its reserve, and does all else', { timeout: 120_000 }, async () => {
  const data = await mkdtemp(join(tmpdir(), 'reserve-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const PORT = String(await freePort());
  const roomy = new Service(data, { PORT, DISK_RESERVE: '0' });
  onTestFinished(async () => void (await roomy.stop()));
  const before = await Client.signUp(await roomy.url(), 'ada');
  const { id } = await before.submit(wavFile({ seconds: 0.2 }), 'song.wav', 'mp3');
  await roomy.stop();

  const full = new Service(data, { PORT, DISK_RESERVE: String(petabyte) });
  onTestFinished(async () => void (await full.stop()));
  const url = await full.url();
  const ada = await Client.logIn(url, 'ada');
  const eve = await Client.signUp(url, 'eve');

  const answer = await eve.submitForm(wavFile({ seconds: 0.2 }), 'song.wav', 'mp3');
  expect(answer).toMatchObject({ status: 507, code: 'storage_full' });
  const sending = eve.submitDirectly(wavFile({ seconds: 0.2 }), 'song.wav', 'mp3');
  await expect(sending).rejects.toThrow('answered 507');
  const health = await fetch(`${url}/api-health`);
  expect([health.status, await health.json()]).toEqual([200, { database: 'OK', storage: 'full' }]);
  expect((await ada.tasks()).map((task) => task.id)).toEqual([id]);
  await ada.remove(id);
  expect(await ada.tasks()).toEqual([]);
});
