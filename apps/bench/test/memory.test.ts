import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '../src/report/run.ts';
import { slopeOf } from '../src/scenarios/memory/slope.ts';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

it('watches the service in each of its trials', { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder();
  const { code } = await bench('memory', '--size', 'smoke', '--results', folder);
  expect(code).toBe(0);
  const { reports }: Run = JSON.parse(await readFile(join(folder, 'memory.json'), 'utf8'));
  const [peaks, steady] = reports;
  expect(peaks?.rows.map(([name]) => name)).toEqual([
    'nothing to do',
    'one upload of 8.4 MB',
    expect.stringMatching(/^10 uploads of .* at once$/),
    '30 tasks listed, by 4 at once',
    'a steady load of everything',
  ]);
  for (const [, , ...megabytes] of peaks?.rows ?? []) {
    expect(megabytes).toHaveLength(2);
    for (const figure of megabytes) expect(Number(figure)).toBeGreaterThan(40);
  }
  expect(steady?.rows.map(([process]) => process)).toEqual(['api', 'converter 1']);
  expect(Number(steady?.figures.files)).toBeGreaterThan(0);
  const goals = reports.flatMap(({ ratios }) => ratios.map(({ name }) => name));
  expect(goals).toContain('growth of api under steady load');
});

it('needs a service of its own', async () => {
  const { url } = await FakeService.start();
  const { code, stderr } = await bench('memory', '--target', url);
  expect(stderr).toContain('leave --target out');
  expect(code).toBe(2);
});

it.each(['0', '1441', '1.5'])('refuses %s minutes', async (minutes) => {
  const { code, stderr } = await bench('memory', '--minutes', minutes);
  expect(stderr).toContain(`--minutes must be a whole number from 1 to 1440; got "${minutes}"`);
  expect(code).toBe(2);
});

describe('growth', () => {
  const everyMinute = Array.from({ length: 20 }, (_, minute) => minute * 60);

  it('is that of the second half, in MB a minute', () => {
    const megabytes = everyMinute.map((_, minute) =>
      minute < 10 ? 10 * minute : 100 + 2 * minute,
    );
    expect(slopeOf({ at: everyMinute, megabytes })).toBeCloseTo(2);
  });

  it('is none where memory goes up and down', () => {
    const megabytes = everyMinute.map((_, minute) => 100 + ((minute + 1) % 4 < 2 ? 0 : 5));
    expect(Math.abs(slopeOf({ at: everyMinute, megabytes }))).toBeLessThan(1);
  });
});
