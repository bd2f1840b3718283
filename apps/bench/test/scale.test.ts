import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Run } from '../src/report/run.ts';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

it('measures queue and database with fewer and with more tasks', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const { code } = await bench('scale', '--size', 'smoke', '--results', folder);
  expect(code).toBe(0);
  const { reports }: Run = JSON.parse(await readFile(join(folder, 'scale.json'), 'utf8'));
  for (const { header } of reports) expect(header.slice(1)).toEqual(['600 tasks', '1 200 tasks']);
  const [queue, timings, sizes] = reports.map(({ rows }) => rows);
  expect(queue?.map(([workers]) => workers)).toEqual(['1', '4']);
  const figures = [queue, timings, sizes].flatMap((rows) => rows?.flatMap((row) => row.slice(1)));
  const numbers = figures.flatMap((figure) => figure?.split(' / ').map(Number));
  expect(numbers.filter((number) => !(Number(number) > 0))).toEqual([]);
});

it('needs a service of its own', async () => {
  const { url } = await FakeService.start();
  const { code, stderr } = await bench('scale', '--target', url);
  expect(stderr).toContain('leave --target out');
  expect(code).toBe(2);
});
