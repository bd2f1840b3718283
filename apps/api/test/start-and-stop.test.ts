import type { Socket } from 'node:net';
import { StartupError } from '@cloudconvert/runtime';
import { describe, expect, test } from 'vitest';
import { startApi } from '../src/start-api.ts';
import { memoryPlatform } from './support/memory-platform.ts';
import { answerOn, connectTo } from './support/raw-request.ts';
import { testApi, testConfig } from './support/test-api.ts';

describe('starting', () => {
  test('says what to do when the port is taken', async () => {
    const first = await testApi();
    const port = Number(new URL(first.url).port);
    const second = startApi({ platform: memoryPlatform(), config: { ...testConfig, port } });
    await expect(second).rejects.toThrow(StartupError);
    await expect(second).rejects.toThrow(
      new RegExp(`port ${port}: another program uses it already.*PORT`),
    );
  });

  test('says what to do when the machine has no such address', async () => {
    const config = { ...testConfig, host: '192.0.2.1' };
    const api = startApi({ platform: memoryPlatform(), config });
    await expect(api).rejects.toThrow(/HOST/);
  });
});

describe('stopping', () => {
  const request = 'GET /api-health HTTP/1.1\r\nHost: a\r\n\r\n';

  /** An API of which one request is under way until `finish` is called. */
  async function underWay(stopWithinMs: number) {
    const platform = memoryPlatform();
    const started = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    platform.probeDatabase = () => {
      started.resolve();
      return gate.promise;
    };
    const api = await testApi({ platform, limits: { stopWithinMs } });
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(request);
    await started.promise;
    return { api, answer, finish: gate.resolve };
  }

  test('lets requests in flight end, and then closes their connections', async () => {
    const { api, answer, finish } = await underWay(60_000);
    const closed = api.close();
    await expect(connectTo(api.url)).rejects.toThrow('ECONNREFUSED');
    finish();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 .*Connection: close/s);
    await closed;
  });

  test('cuts what does not end in time', async () => {
    const { api, answer } = await underWay(20);
    await api.close();
    expect(await answer).toBe('');
  });

  test('closes connections that are idle', async () => {
    const api = await testApi({ limits: { stopWithinMs: 60_000 } });
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write('GET /livez HTTP/1.1\r\nHost: a\r\n\r\n');
    await firstBytes(socket);
    await api.close();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('may be asked for twice', async () => {
    const api = await testApi();
    await Promise.all([api.close(), api.close()]);
  });
});

function firstBytes(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('data', () => resolve());
  });
}
