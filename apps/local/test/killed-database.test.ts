import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CrashLoad } from './support/crash-load.ts';
import { inLong, moments } from './support/moments.ts';
import { Service } from './support/service.ts';

const patience = { timeout: 60_000, interval: 20 };

async function start() {
  const data = await mkdtemp(join(tmpdir(), 'killed-database-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const service = new Service(data);
  onTestFinished(async () => void (await service.stop()));
  return { data, service };
}

/** Kills the server, once there is one. */
async function killPostgres(data: string): Promise<void> {
  const file = join(data, 'postgres', 'cluster', 'postmaster.pid');
  const kill = async () =>
    process.kill(Number.parseInt(await readFile(file, 'utf8'), 10), 'SIGKILL');
  await vi.waitFor(kill, patience);
}

async function untilServed(data: string): Promise<void> {
  const file = join(data, 'postgres', 'cluster', 'postmaster.pid');
  await vi.waitFor(() => readFile(file), patience);
}

async function statusOf(url: string, token: string | undefined, taskId: number | undefined) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/tasks/${taskId}`, { headers });
  return ((await response.json()) as { status?: string }).status;
}

function expectAllNew(ids: readonly number[]): void {
  expect(new Set(ids).size).toBe(ids.length);
}

describe('a database that is killed while it is young', { timeout: 120_000 }, () => {
  it.each(moments(inLong(20, 3), inLong(10_000, 2_500)))(
    'gives no id again and answers every call, killed %i ms after its first start',
    async (moment) => {
      const { data, service } = await start();
      const loading = service.url().then(async (url) => {
        const load = new CrashLoad(url, 'early');
        await load.serve(3);
        return load;
      });
      await untilServed(data);
      await pause(moment);

      await killPostgres(data);

      const early = await loading;
      const url = await service.url();
      const late = new CrashLoad(url, 'late');
      await late.serve(3);
      expect([...early.refusals, ...late.refusals]).toEqual([]);
      expectAllNew([...early.userIds, ...late.userIds]);
      expectAllNew([...early.taskIds, ...late.taskIds]);
      await vi.waitFor(async () => {
        expect(await statusOf(url, late.tokens.at(-1), late.taskIds.at(-1))).toBe('processed');
      }, patience);
    },
  );
});

describe('a database that is killed under load', { timeout: 600_000 }, () => {
  const kills = inLong(10, 2);

  it('gives no id again and answers every call', async () => {
    const { data, service } = await start();
    const url = await service.url();
    const loads = ['ada', 'bob', 'eve'].map((name) => new CrashLoad(url, name));
    for (const moment of moments(kills, kills * 1_000)) {
      const serving = loads.map((load) => load.serve(4));
      await pause(moment % 1_000);
      await killPostgres(data);
      await Promise.all(serving);
    }
    await Promise.all(loads.map((load) => load.serve(3)));
    expect(loads.flatMap(({ refusals }) => refusals)).toEqual([]);
    expectAllNew(loads.flatMap(({ userIds }) => userIds));
    expectAllNew(loads.flatMap(({ taskIds }) => taskIds));
    for (const { tokens, taskIds } of loads) {
      await vi.waitFor(async () => {
        expect(await statusOf(url, tokens.at(-1), taskIds.at(-1))).toBe('processed');
      }, patience);
    }
  });
});
