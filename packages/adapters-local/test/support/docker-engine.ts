import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, vi } from 'vitest';

/** The image that the engine of `startEngine` has. */
export const storedImage = 'stored:1';

const answers: readonly (readonly [request: RegExp, status: number, body: unknown])[] = [
  [/^GET \/info/, 200, {}],
  [/^GET \/containers\/json/, 200, []],
  [new RegExp(`^GET /images/${storedImage}/json`), 200, {}],
  [/^GET \/images\//, 404, { message: 'No such image' }],
  [/^POST \/images\/create/, 500, { message: 'no such host' }],
  [/^POST \/containers\/create/, 201, { Id: 'made' }],
  [/^POST \/containers\/made\/start/, 500, { message: 'no space left on device' }],
  [/^DELETE \/containers\//, 200, {}],
];

/** The engine for all tests of a file, since testcontainers looks for one once a process. */
export function useEngine(address: string): void {
  vi.stubEnv('DOCKER_HOST', address);
  // Where testcontainers and Docker have settings of the person who runs the tests.
  vi.stubEnv('HOME', tmpdir());
  vi.stubEnv('TESTCONTAINERS_RYUK_DISABLED', undefined);
}

/** A Docker engine that has one image and no registry, and whose containers don't start. */
export async function startEngine(): Promise<{ readonly requests: readonly string[] }> {
  const requests: string[] = [];
  const server = createServer(({ method, url }, response) => {
    const request = `${method} ${url}`;
    requests.push(request);
    const [, status, body] = answers.find(([pattern]) => pattern.test(request)) ?? [null, 501, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => void server.close());
  useEngine(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { requests };
}
