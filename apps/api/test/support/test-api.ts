import { resultKey, type Task, type User } from '@cloudconvert/core';
import type { Platform } from '@cloudconvert/runtime';
import { aUser } from '@cloudconvert/testing';
import { onTestFinished } from 'vitest';
import type { ApiConfig } from '../../src/config.ts';
import { defaultLimits, type HttpLimits } from '../../src/http/limits.ts';
import type { presentTask } from '../../src/http/presenters/present-task.ts';
import { JoseAccessTokens } from '../../src/security/jose-access-tokens.ts';
import { startApi } from '../../src/start-api.ts';
import { type MemoryPlatform, memoryPlatform } from './memory-platform.ts';

export const testConfig: ApiConfig = {
  host: '127.0.0.1',
  port: 0,
  trustedProxies: 0,
  corsOrigins: [],
  maxUploadBytes: 1024 ** 2,
  maxUnfinishedTasks: 100,
  uploadsPerMinute: 1_000,
  uploadsAtOnce: 1_000,
  uploadTtlSeconds: 3_600,
  benchmark: true,
};

interface Overrides<P> {
  readonly platform?: P;
  readonly config?: Partial<ApiConfig>;
  readonly limits?: Partial<HttpLimits>;
}

/** The API on a free port, on ports in memory unless told. It ends with the test. */
export async function testApi(overrides: Overrides<MemoryPlatform> = {}) {
  return testApiOn(overrides.platform ?? memoryPlatform(), overrides);
}

export async function testApiOn<P extends Platform>(
  platform: P,
  { config, limits }: Omit<Overrides<P>, 'platform'> = {},
) {
  const api = await startApi({
    platform,
    config: { ...testConfig, ...config },
    limits: { ...defaultLimits, stopWithinMs: 100, ...limits },
  });
  onTestFinished(() => api.close());
  const person = () => aPerson(platform, api.url);
  return { ...api, platform, person, fetch: fetchFrom(api.url) };
}

/** Somebody who is logged in. */
export interface Person {
  readonly user: User;
  readonly token: string;
  readonly fetch: Fetch;
}

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

function fetchFrom(url: string, headers: Record<string, string> = {}): Fetch {
  return (path, init = {}) => {
    const all = new Headers(init.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return fetch(url + path, { ...init, headers: all });
  };
}

async function aPerson(platform: Platform, url: string): Promise<Person> {
  const user = await platform.users.insert(aUser());
  const tokens = new JoseAccessTokens(platform);
  const token = await tokens.issue({ userId: user.id, passwordVersion: user.passwordVersion });
  return { user, token, fetch: fetchFrom(url, { Authorization: `Bearer ${token}` }) };
}

/** A request with a JSON body. */
export function json(method: string, body: unknown): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, body: text, headers: { 'Content-Type': 'application/json' } };
}

/** A task as the API shows it. */
export type TaskBody = ReturnType<typeof presentTask>;

export async function bodyOf<T>(response: Response | Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}

/** Ends the conversion of a task as if a converter had done it, with a result of its own. */
export async function finishTask(
  platform: Platform,
  task: Pick<Task, 'id' | 'fileId' | 'revision' | 'newFormat'>,
  bytes: Uint8Array,
) {
  const { storage, tasks } = platform;
  const attempt = { taskId: task.id, revision: task.revision, attempt: 1 };
  const key = resultKey(task.fileId, attempt);
  await storage.write(key, once(bytes));
  await tasks.claim(attempt);
  const result = { key, format: task.newFormat, size: bytes.length };
  await tasks.finish(attempt, { status: 'processed', result, warnings: [] });
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}
