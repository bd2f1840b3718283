import { setTimeout } from 'node:timers/promises';
import { DomainError } from '@cloudconvert/core';
import { describe, expect, test, vi } from 'vitest';
import { memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem } from '../support/problems.ts';
import { aTaskOf } from '../support/tasks.ts';
import { bodyOf, testApi } from '../support/test-api.ts';

describe('GET /api-health', () => {
  test('is 200 while database and storage answer', async () => {
    const api = await testApi();
    const response = await api.fetch('/api-health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ database: 'OK', storage: 'OK' });
  });

  test('is 200 where the storage is full, since whoever deletes makes room', async () => {
    const platform = memoryPlatform();
    platform.storage.check = () => Promise.reject(new DomainError('storage_full', 'full'));
    const api = await testApi({ platform });
    const response = await api.fetch('/api-health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ database: 'OK', storage: 'full' });
  });

  test('is 503 and names what does not answer', async () => {
    const platform = memoryPlatform();
    platform.storage.isAway = true;
    const api = await testApi({ platform });
    const state = { database: 'OK', storage: 'unavailable' };
    const problem = await expectProblem(api.fetch('/api-health'), 503, 'unhealthy', state);
    expect(problem.message).toContain('storage');
    platform.probeDatabase = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7'));
    const other = await testApi({ platform });
    const both = await expectProblem(other.fetch('/api-health'), 503, 'unhealthy');
    expect(both.message).toContain('database and storage');
    expect(JSON.stringify(both)).not.toContain('10.0.0.7');
  });
});

test('GET /livez is 200 whatever the database does', async () => {
  const platform = memoryPlatform();
  platform.probeDatabase = () => Promise.reject(new Error('away'));
  platform.storage.isAway = true;
  const api = await testApi({ platform });
  expect((await api.fetch('/livez')).status).toBe(200);
  expect((await api.fetch('/livez', { method: 'HEAD' })).status).toBe(200);
});

describe('GET /converter-health', () => {
  test('is 503 when no converter is alive, and still tells the queue', async () => {
    const api = await testApi();
    await aTaskOf(await api.person());
    await expectProblem(api.fetch('/converter-health'), 503, 'no_converter', {
      converters: [],
      queue: { queued: 1, active: 0, oldest_seconds: expect.any(Number) },
    });
  });

  test('shows the converters and what each is doing', async () => {
    const api = await testApi();
    const startedAt = new Date('2026-01-01T00:00:00Z');
    await api.platform.registry.announce({
      id: 'c1',
      host: 'machine-7.internal',
      startedAt,
      concurrency: 2,
      formats: ['mp3', 'wav'],
      taskIds: [4, 5],
    });
    const response = await api.fetch('/converter-health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      converters: [
        {
          id: 'c1',
          started_at: '2026-01-01T00:00:00.000Z',
          concurrency: 2,
          formats: ['mp3', 'wav'],
          task_ids: [4, 5],
        },
      ],
      queue: { queued: 0, active: 0, oldest_seconds: null },
    });
  });
});

describe('GET /ping', () => {
  test('goes through the queue to a converter and back', async () => {
    const api = await testApi();
    await api.platform.consumer.consume('ping', 1, async () => {});
    const response = await api.fetch('/ping', { headers: { 'X-Request-Id': 'trace-2' } });
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toEqual({
      message: expect.stringMatching(/^pong: .* \d+ ms$/),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      answered_in_ms: expect.any(Number),
    });
    expect(api.platform.jobs.sent('ping')).toEqual([{ requestId: 'trace-2' }]);
  });

  test('says so when no converter answers', async () => {
    let now = 0;
    const platform = memoryPlatform(() => new Date(now));
    platform.pause = async (milliseconds) => {
      now += milliseconds;
    };
    const api = await testApi({ platform });
    expect(await bodyOf(api.fetch('/ping'))).toMatchObject({
      message: expect.stringContaining('no converter'),
      answered_in_ms: null,
    });
  });
});

test.each([
  ['/api-health', 200],
  ['/converter-health', 503],
])('checks of %s that come at once share one question', async (path, status) => {
  const platform = memoryPlatform();
  const gate = Promise.withResolvers<void>();
  const ask = vi.fn(() => gate.promise);
  platform.probeDatabase = ask;
  vi.spyOn(platform.registry, 'alive').mockImplementation(async () => {
    await ask();
    return [];
  });
  const api = await testApi({ platform });
  const answers = Array.from({ length: 20 }, () => api.fetch(path));
  await vi.waitFor(() => expect(ask).toHaveBeenCalled());
  // Time for the others to arrive.
  await setTimeout(1_000);
  gate.resolve();
  for (const answer of await Promise.all(answers)) expect(answer.status).toBe(status);
  expect(ask.mock.calls.length).toBeLessThan(20);
});

test('pings that nobody can answer do not pile up', async () => {
  const platform = memoryPlatform();
  const gate = Promise.withResolvers<void>();
  platform.pause = () => gate.promise;
  const api = await testApi({ platform });
  await api.platform.consumer.consume('ping', 1, () => gate.promise);
  const statuses = Array.from({ length: 60 }, async () => (await api.fetch('/ping')).status);
  expect(await Promise.race(statuses)).toBe(503);
  gate.resolve();
  expect(new Set(await Promise.all(statuses))).toEqual(new Set([200, 503]));
});
