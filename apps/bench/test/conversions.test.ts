import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { bench, npmRunBench, startBench } from './support/bench.ts';
import { FakeService, type Order } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';
import { tableIn } from './support/table.ts';

const bytesIn = async ([order]: readonly Order[]) => Buffer.from((await order?.file.bytes()) ?? []);

const amountsOf = (service: FakeService) =>
  service.orders.map(({ fields }) => `${fields.taskNumber} to ${fields.newFormat}`);

/** Runs the scenario against `url`. */
async function convert(url: string, ...args: readonly string[]) {
  const { ended, folder } = startBench('conversions', '--target', url, ...args);
  const { stdout, ...rest } = await ended;
  const json = join(folder, 'bench-results', 'conversions.json');
  return { ...rest, stdout, rows: tableIn(stdout), json };
}

describe('conversions', () => {
  it('reports how long all tasks took, and the files of a whole minute', async () => {
    // Ends at 25 s, 50 s, … 250 s: 2, 2, 3, 2 files in whole minutes, 1 in the last one.
    const { url } = await FakeService.start({ secondsPerTask: 25 });
    const { code, stdout, stderr, rows } = await convert(url, '--tasks', '10', '--formats', 'ogg');
    expect(rows).toEqual([
      {
        to: 'ogg',
        tasks: '10',
        'accepted (ms)': expect.stringMatching(/^\d+$/),
        processed: '10',
        failed: '0',
        'in 10 min': '10',
        'all ended (s)': '250.0',
        'files/min': '2.4',
        'best minute': '3',
        'most frequent': '2',
      },
    ]);
    expect(stdout).toMatch(/^Conversions of generated\.wav \(4\.9 MB\)\n/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    {
      what: 'a minute without a file',
      secondsPerTask: 130,
      tasks: 2,
      best: '1',
      mostFrequent: '0',
    },
    { what: 'the smallest of a tie', secondsPerTask: 35, tasks: 4, best: '2', mostFrequent: '1' },
  ])('counts $what', async ({ secondsPerTask, tasks, best, mostFrequent }) => {
    const { url } = await FakeService.start({ secondsPerTask });
    const { rows } = await convert(url, '--tasks', String(tasks), '--formats', 'wav');
    expect(rows).toMatchObject([{ 'best minute': best, 'most frequent': mostFrequent }]);
  });

  it('counts what was processed within ten minutes, the last second included', async () => {
    const { url } = await FakeService.start({ secondsPerTask: 150, failures: { 0: 'No sound' } });
    const { rows } = await convert(url, '--tasks', '6', '--formats', 'wav');
    expect(rows).toMatchObject([{ processed: '5', 'in 10 min': '3' }]);
  });

  it('makes up no figure of a minute for a run that was shorter than one', async () => {
    const { url } = await FakeService.start({ secondsPerTask: 5 });
    const { code, stdout, rows } = await convert(url, '--tasks', '6', '--formats', 'ogg');
    const short = { 'files/min': '12.0', 'best minute': '–', 'most frequent': '–' };
    expect(rows).toMatchObject([short]);
    expect(stdout).toContain('no whole one to count in: try more --tasks.');
    expect(code).toBe(0);
  });

  it('waits until the last task has ended', async () => {
    const { url } = await FakeService.start({ secondsPerTask: 20, asksUntilEnd: 3 });
    const { rows } = await convert(url, '--tasks', '3', '--formats', 'ogg');
    expect(rows).toMatchObject([{ processed: '3', 'all ended (s)': '60.0' }]);
  });

  it('keeps the figures as JSON, with a chart of the minutes', async () => {
    const { url } = await FakeService.start({ secondsPerTask: 25, failures: { 2: 'No sound' } });
    const { json } = await convert(url, '--tasks', '4', '--formats', 'wma');
    const [report] = JSON.parse(await readFile(json, 'utf8')).reports;
    expect(report.figures).toEqual({
      file: { name: 'generated.wav', bytes: 4_939_244 },
      runs: [
        {
          format: 'wma',
          startedAt: '2026-01-01T12:00:00.000Z',
          tasks: 4,
          acceptedMs: expect.any(Number),
          processed: 3,
          failed: 1,
          failure: '1 of 4 tasks failed. The first one: No sound',
          processedWithin10Minutes: 3,
          seconds: 100,
          filesPerMinute: { mean: 1.8, best: 2, mostFrequent: 2 },
          minutes: [
            { min: 1, count: 2 },
            { min: 2, count: 1 },
          ],
        },
      ],
    });
    expect(report.charts).toMatchObject([
      { x: { values: [1, 2] }, series: [{ name: 'wma, 4 tasks', values: [2, 1] }] },
    ]);
  });

  it('ends with 1 when tasks failed, and says why the first one did', async () => {
    const { url } = await FakeService.start({ failures: { 1: 'No sound', 3: 'Too long' } });
    const { code, stderr, rows } = await convert(url, '--tasks', '5', '--formats', 'ogg');
    expect(rows).toMatchObject([{ processed: '3', failed: '2' }]);
    expect(stderr).toBe('2 of 5 tasks failed. The first one: No sound\n');
    expect(code).toBe(1);
  });

  it('converts to each format as often as each number says', async () => {
    const service = await FakeService.start();
    const { rows } = await convert(service.url, '--tasks', '2,7', '--formats', 'wav,acc');
    expect(amountsOf(service)).toEqual(['2 to wav', '2 to acc', '7 to wav', '7 to acc']);
    expect(rows.map(({ to, tasks }) => `${tasks} to ${to}`)).toEqual(amountsOf(service));
  });

  it('sends a file of yours', async () => {
    const service = await FakeService.start();
    const path = join(await temporaryFolder(), 'song.wav');
    const song = wavFile({ seconds: 1 });
    await writeFile(path, song);
    const { stdout } = await convert(service.url, '--file', path, '--formats', 'mp3');
    expect(stdout).toMatch(/^Conversions of song\.wav \(0\.2 MB\)\n/);
    expect(amountsOf(service)).toEqual(['60 to mp3']);
    expect(service.orders[0]?.file.name).toMatch(/\.wav$/);
    expect((await bytesIn(service.orders)).equals(song)).toBe(true);
  });

  it('sends 28 seconds of the same WAV each time when it is given no file', async () => {
    const services = [await FakeService.start(), await FakeService.start()];
    for (const { url } of services) await convert(url, '--tasks', '1', '--formats', 'ogg');
    const [first, second] = await Promise.all(services.map(({ orders }) => bytesIn(orders)));
    const header = wavFile({ seconds: 28 }).subarray(0, 44);
    expect(first?.subarray(0, 44)).toEqual(Buffer.from(header));
    expect(new Set(first).size).toBe(256);
    expect(first && second?.equals(first)).toBe(true);
  });

  it('is asked for 60 tasks to each format, and for more to wav, by npm run bench', async () => {
    const service = await FakeService.start();
    const { code } = await npmRunBench('conversions', '--target', service.url);
    const each = ['60 to ogg', '60 to wma', '60 to acc', '60 to mp3', '60 to wav'];
    expect(amountsOf(service)).toEqual([...each, '200 to wav', '400 to wav']);
    expect(code).toBe(0);
  });

  it('converts an MP3 by a service of its own', { timeout: 300_000 }, async () => {
    const amount = ['--tasks', '2', '--formats', 'wav'];
    const { code, stdout } = await bench('conversions', '--size', 'smoke', ...amount);
    expect(stdout).toMatch(/^Conversions of generated\.mp3 \(0\.1 MB\)\n/);
    expect(tableIn(stdout)).toMatchObject([{ to: 'wav', processed: '2', failed: '0' }]);
    expect(code).toBe(0);
  });
});
