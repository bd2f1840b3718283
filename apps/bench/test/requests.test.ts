import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavFile } from '@cloudconvert/testing';
import { expect, it } from 'vitest';
import type { Run } from '../src/report/run.ts';
import { sendJson, startUploadServer } from './load/upload-server.ts';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

it('has users upload a file of yours in both ways', { timeout: 300_000 }, async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'mine.wav');
  await writeFile(file, wavFile({ seconds: 1 }));
  const options = ['--size', 'smoke', '--users', '4', '--file', file, '--results', folder];
  const { code, stdout, stderr } = await bench('requests', ...options);
  expect(code, stderr).toBe(0);
  const text = await readFile(join(folder, 'requests.json'), 'utf8');
  const { reports }: Run = JSON.parse(text);
  const [byForm, directly, closedLoop] = reports;
  for (const report of [byForm, directly]) {
    expect(report?.title).toContain('mine.wav (0.2 MB)');
    const requests = report?.rows.map(([, count]) => Number(count)) ?? [];
    expect(requests.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(4);
    expect(report?.figures.failures).toEqual({});
  }
  expect(closedLoop?.rows.map(([way]) => way)).toEqual(['by form', 'directly']);
  expect(stdout).toContain('There was no time-out.');
});

it.each(['0', '10001', '4e2'])('refuses %s users', async (users) => {
  const { url } = await FakeService.start();
  const { code, stderr } = await bench('requests', '--target', url, '--users', users);
  expect(stderr).toContain(`--users must be a whole number from 1 to 10000; got "${users}"`);
  expect(code).toBe(2);
});

it('says why nobody can sign up', async () => {
  const { url, requests } = await startUploadServer((_, res) => {
    sendJson(res, 429, { message: 'Too many sign-ups; try again later' });
  });
  const { code, stderr } = await bench('requests', '--target', url.href, '--size', 'smoke');
  expect(stderr).toContain('answered 429: Too many sign-ups; try again later');
  expect(new Set(requests.map(({ call }) => call))).toEqual(new Set(['POST /api/auth/signup']));
  expect(code).toBe(1);
});
