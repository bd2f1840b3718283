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

it('takes no heed of a query', async () => {
  const { ask } = await serve();
  expect((await ask('/livez?x')).status).toBe(200);
});

it('answers HEAD as GET, without a body', async () => {
  const { ask } = await serve();
  const [got, headed] = [await ask('/livez'), await ask('/livez', 'HEAD')];
  expect(headed.status).toBe(200);
  for (const name of ['Content-Type', 'Content-Length']) {
    expect(headed.headers.get(name)).toBe(got.headers.get(name));
  }
  expect(headed.headers.get('Content-Length')).toBe(String((await got.text()).length));
  expect(await headed.text()).toBe('');
});

it.each(['/', '/livez/', '/livez/x', '/LIVEZ', '//livez', '//', '/api-health?/livez'])(
  'has nothing at %s',
  async (path) => {
    const { ask } = await serve();
    await expectProblem(await ask(path), 404, 'route_not_found');
    expect((await ask(path, 'HEAD')).status).toBe(404);
  },
);

it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('has no %s', async (method) => {
  const { ask } = await serve();
  const answer = await ask('/livez', method);
  expect(answer.headers.get('Allow')).toBe('GET, HEAD');
  await expectProblem(answer, 405, 'method_not_allowed');
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

/** The one shape that errors of the whole service have. */
async function expectProblem(answer: Response, status: number, code: string): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  const requestId = answer.headers.get('X-Request-Id');
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.json()).toEqual({
    type: 'about:blank',
    title: answer.statusText,
    status,
    code,
    message: expect.stringContaining('/livez'),
    request_id: requestId,
  });
}
