import { expect, test } from 'vitest';
import { ProgressReader } from '../../pages/benchmark/progress.js';
import { BenchmarkService } from '../../pages/benchmark/service.js';
import { aFile, form } from '../support/forms.ts';
import { finishTask, testApi } from '../support/test-api.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

test('the page shows what the API tells of the newest benchmark', async () => {
  const api = await testApi();
  const reader = new ProgressReader(new BenchmarkService(`${api.url}/benchmark/`));
  expect(await reader.read()).toBeUndefined();
  const fields = [['newFormat', 'mp3'] as const, ['taskNumber', '3'] as const];
  await api.fetch('/benchmark/conversion/start', form(['fileName', aFile()], ...fields));
  const [row] = api.platform.table.all();
  if (row) await finishTask(api.platform, row, Buffer.from('x'));
  expect(await reader.read()).toMatchObject({
    benchmark: { fileName: 'song.wav', format: 'mp3', asked: 3, failed: 0 },
    processed: 1,
    underWay: 2,
    minutes: [{ min: 1, count: 1 }],
  });
});

test('an answer that is none is an error', async () => {
  const api = await testApi({ config: { benchmark: false } });
  const reader = new ProgressReader(new BenchmarkService(`${api.url}/benchmark/`));
  await expect(reader.read()).rejects.toThrow('answered 404');
});

test('a long list of tasks is read seldom, and the counts each time', async () => {
  const service = new FakeService(1_000);
  const reader = new ProgressReader(service);
  for (let second = 0; second < 10; second++) {
    service.passes(1_000);
    service.ends('processed');
    await reader.read();
  }
  expect(service.timesRead).toBe(1);
  expect(await reader.read()).toMatchObject({ processed: 10, underWay: 990, seconds: 10 });
  service.passes(1_000);
  await reader.read();
  expect(service.timesRead).toBe(2);
});

test('failed tasks are known of at the next reading', async () => {
  const service = new FakeService(3);
  const reader = new ProgressReader(service);
  service.passes(1_000);
  await reader.read();
  service.ends('failed');
  service.passes(10_000);
  expect(await reader.read()).toMatchObject({ benchmark: { failed: 1 }, underWay: 2 });
});

test('the clock stops with the last task, however late somebody looks', async () => {
  const service = new FakeService(2);
  const reader = new ProgressReader(service);
  service.passes(1_000);
  await reader.read();
  service.ends('processed');
  service.passes(1_500);
  service.ends('processed');
  service.passes(4_000);
  expect(await reader.read()).toMatchObject({ processed: 2, underWay: 0, seconds: 2.5 });
  service.passes(60_000);
  expect(await reader.read()).toMatchObject({ seconds: 2.5 });
});

test('another benchmark takes the place of the one before at once', async () => {
  const service = new FakeService(2);
  const reader = new ProgressReader(service);
  service.ends('processed');
  service.passes(1_000);
  await reader.read();
  service.restarts(5);
  service.passes(1_000);
  expect(await reader.read()).toMatchObject({ benchmark: { asked: 5 }, processed: 0, underWay: 5 });
});

/** A service that is further on whenever a test says so. */
class FakeService {
  timesRead = 0;
  #now = start;
  #tasks: ReturnType<typeof aTask>[];

  constructor(tasks: number) {
    this.#tasks = Array.from({ length: tasks }, aTask);
  }

  passes(milliseconds: number): void {
    this.#now += milliseconds;
  }

  restarts(tasks: number): void {
    this.#tasks = Array.from({ length: tasks }, aTask);
  }

  ends(status: 'processed' | 'failed'): void {
    const task = this.#tasks.find(({ processed_at }) => processed_at === null);
    if (task) Object.assign(task, { status, processed_at: new Date(this.#now).toISOString() });
  }

  async minutes() {
    const count = this.#tasks.filter(({ status }) => status === 'processed').length;
    return { minutes: count > 0 ? [{ min: 1, count }] : [], at: this.#now };
  }

  async tasks() {
    this.timesRead += 1;
    return this.#tasks;
  }
}

function aTask() {
  return {
    status: 'uploaded',
    original_file: 'song.wav',
    original_size: 5_000_000,
    new_format: 'ogg',
    uploaded_at: new Date(start).toISOString(),
    processed_at: null as string | null,
  };
}
