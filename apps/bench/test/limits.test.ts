import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bench, startBench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { tableIn } from './support/table.ts';

const withinMs = 300_000;

async function smoke(scenario: string, ...args: readonly string[]) {
  const { ended, folder } = startBench(scenario, '--size', 'smoke', ...args);
  const { code, stdout, stderr } = await ended;
  if (code !== 0) throw new Error(`${scenario} ended with ${code}: ${stderr}`);
  const json = await readFile(join(folder, 'bench-results', `${scenario}.json`), 'utf8');
  return { rows: tableIn(stdout), reports: JSON.parse(json).reports };
}

it('measures the conversions asked for by the service and by xargs', {
  timeout: withinMs,
}, async () => {
  const { rows, reports } = await smoke('limits', '--formats', 'mp3,wav');
  const names = ['mp3 from wav', 'mp3 from mp3, copied', 'wav'];
  expect(rows.map(({ to }) => to)).toEqual(names);
  for (const { contest, rounds } of reports[0].figures.outcomes) {
    expect(rounds).toHaveLength(1);
    for (const { service, xargs, synced } of rounds) {
      expect(service).toBeGreaterThan(0);
      expect(xargs).toBeGreaterThan(0);
      expect(synced === null).toBe(contest.name !== 'wav');
    }
  }
  expect(reports[0].ratios).toHaveLength(names.length);
});

it('compares uploads with a bare server, and rows with the database', {
  timeout: withinMs,
}, async () => {
  const { rows, reports } = await smoke('uploads');
  const names = ['API, by form', 'API, directly', 'bare node:http', 'bare node:http with fsync'];
  expect(rows.map(({ to }) => to)).toEqual(expect.arrayContaining(names));
  for (const row of rows) expect(Number(row['requests/s'])).toBeGreaterThan(0);
  const [inserts] = reports[1].figures.rounds;
  expect(inserts.database).toBeGreaterThan(0);
  expect(inserts.api).toBeGreaterThan(0);
});

it('refuses a format that has no limit', { timeout: withinMs }, async () => {
  const { code, stderr } = await bench('limits', '--formats', 'wav,midi');
  expect(stderr).toContain('--formats must be of ogg, wma, acc, mp3, wav; got "midi"');
  expect(code).toBe(2);
});

it.each(['limits', 'uploads'])(
  '%s needs a service of its own',
  { timeout: withinMs },
  async (scenario) => {
    const { url } = await FakeService.start();
    const { code, stderr } = await bench(scenario, '--target', url);
    expect(stderr).toContain('leave --target out');
    expect(code).toBe(2);
  },
);
