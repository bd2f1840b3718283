import { StartupError } from '@cloudconvert/runtime';
import { expect, it, onTestFinished } from 'vitest';
import { serveLiveness } from '../../src/liveness/liveness-server.ts';

const address = { host: '127.0.0.1', port: 0 };

async function serve() {
  const server = await serveLiveness(address);
  onTestFinished(() => server.close());
  const ask = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { ...server, ask };
}

it('says that the process lives', async () => {
  const { ask } = await serve();
  const answer = await ask('/livez');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ message: 'OK' });
});

it('answers nothing else', async () => {
  const { ask } = await serve();
  expect((await ask('/')).status).toBe(404);
  const posted = await ask('/livez', 'POST');
  expect([posted.status, posted.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
});

it('is gone when it is closed', async () => {
  const { ask, close } = await serve();
  close();
  await expect(ask('/livez')).rejects.toThrow();
});

it('says what to do where the port is taken', async () => {
  const { port } = await serve();
  const second = serveLiveness({ ...address, port });
  await expect(second).rejects.toThrow(StartupError);
  await expect(second).rejects.toThrow('Set LIVENESS_PORT to a port that is free');
});
