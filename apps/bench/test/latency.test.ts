import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Run } from '../src/report/run.ts';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

interface Latency {
  readonly taken: number;
  readonly started: number | null;
  readonly converted: number;
  readonly mailed: number;
}

it('follows uploads to their e-mail, idle and under load', { timeout: 300_000 }, async () => {
  const folder = await temporaryFolder();
  const { code } = await bench('latency', '--size', 'smoke', '--results', folder);
  expect(code).toBe(0);
  const { reports }: Run = JSON.parse(await readFile(join(folder, 'latency.json'), 'utf8'));
  expect(reports.map(({ figures }) => figures.when)).toEqual(['idle', 'under load']);
  const all = reports.flatMap(({ figures }) => figures.latencies as Latency[]);
  expect(all).toHaveLength(6);
  for (const { taken, started, converted, mailed } of all) {
    expect(taken).toBeLessThanOrEqual(converted);
    expect(converted).toBeLessThanOrEqual(mailed);
    if (started !== null) expect(taken).toBeLessThanOrEqual(started);
  }
  // Not each of them: one that is short enough comes and goes while nobody looks.
  expect(all.some(({ started }) => started !== null)).toBe(process.platform === 'linux');
  expect(Number(reports[1]?.figures.uploads)).toBeGreaterThan(0);
});

it('needs a service of its own', async () => {
  const { url } = await FakeService.start();
  const { code, stderr } = await bench('latency', '--target', url);
  expect(stderr).toContain('leave --target out');
  expect(code).toBe(2);
});
