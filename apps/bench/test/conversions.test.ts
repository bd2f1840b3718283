import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { bench, npmRunBench } from './support/bench.ts';
import { FakeService, type Order } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

const bytesIn = async ([order]: readonly Order[]) => Buffer.from((await order?.file.bytes()) ?? []);

/** Rows of a table, whatever stands between label and figure. */
const rows = (stdout: string) =>
  Object.fromEntries(
    [...stdout.matchAll(/^(\S.*?) {2,}(\S+)$/gm)].map(([, label, figure]) => [label, figure]),
  );

describe('conversions', () => {
  it('reports how long all tasks took, and the files of a whole minute', async () => {
    // Ends at 25 s, 50 s, … 250 s: 2, 2, 3, 2 files in whole minutes, 1 in the last one.
    const { url } = await FakeService.start({ secondsPerTask: 25 });
    const { code, stdout, stderr } = await bench('conversions', '--target', url, '--tasks', '10');
    expect(rows(stdout)).toEqual({
      tasks: '10',
      processed: '10',
      failed: '0',
      'seconds until all had ended': '250.0',
      'files per minute: mean': '2.4',
      'files per minute: best minute': '3',
      'files per minute: most frequent': '2',
    });
    expect(stdout).toContain('generated.wav (4.9 MB) to ogg, 10 tasks at once\n');
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
    const { stdout } = await bench('conversions', '--target', url, '--tasks', String(tasks));
    expect(rows(stdout)).toMatchObject({
      'files per minute: best minute': best,
      'files per minute: most frequent': mostFrequent,
    });
  });

  it('makes up no figure of a minute for a run that was shorter than one', async () => {
    const { url } = await FakeService.start({ secondsPerTask: 5 });
    const { code, stdout } = await bench('conversions', '--target', url, '--tasks', '6');
    expect(rows(stdout)).toMatchObject({
      'files per minute: mean': '12.0',
      'files per minute: best minute': '–',
      'files per minute: most frequent': '–',
    });
    expect(stdout).toContain('no whole one to count in: try more --tasks.');
    expect(code).toBe(0);
  });

  it('waits until the last task has ended', async () => {
    const { url } = await FakeService.start({ secondsPerTask: 20, asksUntilEnd: 3 });
    const { stdout } = await bench('conversions', '--target', url, '--tasks', '3');
    expect(rows(stdout)).toMatchObject({ processed: '3', 'seconds until all had ended': '60.0' });
  });

  it('writes the figures as JSON', async () => {
    const file = join(await temporaryFolder(), 'figures.json');
    const { url } = await FakeService.start({ secondsPerTask: 25, failures: { 2: 'No sound' } });
    await bench('conversions', '--target', url, '--tasks', '4', '--format', 'wma', '--json', file);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      scenario: 'conversions',
      target: `${url}/`,
      file: { name: 'generated.wav', bytes: 4_939_244 },
      format: 'wma',
      startedAt: '2026-01-01T12:00:00.000Z',
      tasks: 4,
      processed: 3,
      failed: 1,
      seconds: 100,
      filesPerMinute: { mean: 1.8, best: 2, mostFrequent: 2 },
      minutes: [
        { min: 1, count: 2 },
        { min: 2, count: 1 },
      ],
    });
  });

  it('ends with 1 when tasks failed, and says why the first one did', async () => {
    const { url } = await FakeService.start({ failures: { 1: 'No sound', 3: 'Too long' } });
    const { code, stdout, stderr } = await bench('conversions', '--target', url, '--tasks', '5');
    expect(rows(stdout)).toMatchObject({ processed: '3', failed: '2' });
    expect(stderr).toBe('2 of 5 tasks failed. The first one: No sound\n');
    expect(code).toBe(1);
  });

  it('sends a file of yours', async () => {
    const service = await FakeService.start();
    const path = join(await temporaryFolder(), 'song.wav');
    const song = wavFile({ seconds: 1 });
    await writeFile(path, song);
    const order = ['--file', path, '--tasks', '7', '--format', 'mp3'];
    const { stdout } = await bench('conversions', '--target', service.url, ...order);
    expect(stdout).toContain('song.wav (0.2 MB) to mp3, 7 tasks at once\n');
    expect(service.orders.map(({ fields }) => fields)).toEqual([
      { newFormat: 'mp3', taskNumber: '7' },
    ]);
    expect(service.orders[0]?.file.name).toMatch(/\.wav$/);
    expect((await bytesIn(service.orders)).equals(song)).toBe(true);
  });

  it('sends 28 seconds of the same WAV each time when it is given no file', async () => {
    const services = [await FakeService.start(), await FakeService.start()];
    for (const { url } of services) await bench('conversions', '--target', url, '--tasks', '1');
    const [first, second] = await Promise.all(services.map(({ orders }) => bytesIn(orders)));
    const header = wavFile({ seconds: 28 }).subarray(0, 44);
    expect(first?.subarray(0, 44)).toEqual(Buffer.from(header));
    expect(new Set(first).size).toBe(256);
    expect(first && second?.equals(first)).toBe(true);
  });

  it('is asked for 60 tasks to ogg by npm run bench', async () => {
    const service = await FakeService.start();
    const { code, stdout } = await npmRunBench('conversions', '--target', service.url);
    expect(service.orders[0]?.fields).toEqual({ newFormat: 'ogg', taskNumber: '60' });
    expect(rows(stdout)).toMatchObject({ processed: '60' });
    expect(code).toBe(0);
  });
});
