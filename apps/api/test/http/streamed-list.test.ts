import { DomainError, type Task, type TaskPageQuery } from '@cloudconvert/core';
import { aNewTask, MemoryTaskTable } from '@cloudconvert/testing';
import { describe, expect, test, vi } from 'vitest';
import { memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem } from '../support/problems.ts';
import { bodyOf, testApi } from '../support/test-api.ts';

const row: Task = new MemoryTaskTable().insert(aNewTask({ userId: 1 }));

/** A platform on which everybody has `count` tasks, which cost no memory until they are asked for. */
function platformWith(count: number) {
  const platform = memoryPlatform();
  const page = vi.fn(
    async (_userId: number, { limit, before = count + 1 }: TaskPageQuery): Promise<Task[]> =>
      Array.from({ length: Math.min(limit, before - 1) }, (_, n) => ({
        ...row,
        id: before - 1 - n,
      })),
  );
  platform.tasks.page = page;
  return { platform, page };
}

describe('a list of very many tasks', () => {
  test('comes whole', async () => {
    const { platform, page } = platformWith(20_000);
    const api = await testApi({ platform });
    const ada = await api.person();
    const tasks = await bodyOf<{ id: number }[]>(ada.fetch('/api/tasks'));
    expect(tasks).toHaveLength(20_000);
    expect(tasks.at(-1)?.id).toBe(1);
    expect(page).toHaveBeenCalledTimes(40);
  });

  test('is not gone through for HEAD', async () => {
    const { platform, page } = platformWith(20_000);
    const api = await testApi({ platform });
    const ada = await api.person();
    const response = await ada.fetch('/api/tasks', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(page).toHaveBeenCalledTimes(1);
  });

  test('waits for a client that reads slowly, and stops when it hangs up', async () => {
    const { platform, page } = platformWith(1_000_000_000);
    const api = await testApi({ platform });
    const ada = await api.person();
    const hangUp = new AbortController();
    const response = await ada.fetch('/api/tasks', { signal: hangUp.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    const calls = await settled(() => page.mock.calls.length);
    expect(calls).toBeLessThan(200);
    hangUp.abort();
    await reader?.closed.catch(() => {});
    await vi.waitFor(() =>
      expect(platform.logger.entries).toContainEqual(
        expect.objectContaining({ fields: expect.objectContaining({ hungUp: true }) }),
      ),
    );
    expect(await settled(() => page.mock.calls.length)).toBe(calls);
  });

  test('breaks off when the database goes away in the middle', async () => {
    const { platform, page } = platformWith(20_000);
    const away = new DomainError('database_unavailable', 'connection to 10.0.0.7 refused');
    page.mockImplementationOnce(page.getMockImplementation() ?? (async () => []));
    page.mockRejectedValueOnce(away);
    const api = await testApi({ platform });
    const ada = await api.person();
    const response = await ada.fetch('/api/tasks');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test('is a problem when the database is away from the start', async () => {
    const { platform, page } = platformWith(1);
    page.mockRejectedValue(
      new DomainError('database_unavailable', 'connection to 10.0.0.7 refused'),
    );
    const api = await testApi({ platform });
    const ada = await api.person();
    const response = await ada.fetch('/api/tasks');
    expect(response.headers.get('Retry-After')).toBe('5');
    const problem = await expectProblem(response, 503, 'database_unavailable');
    expect(problem.message).not.toContain('10.0.0.7');
  });
});

/** A number once it no longer changes from one turn of the event loop to the next. */
async function settled(read: () => number): Promise<number> {
  let quietTurns = 0;
  let last = read();
  while (quietTurns < 200) {
    await new Promise((resolve) => setImmediate(resolve));
    quietTurns = read() === last ? quietTurns + 1 : 0;
    last = read();
  }
  return last;
}
