import { describe, expect, test } from 'vitest';
import { expectProblem } from '../support/problems.ts';
import { problemIn, rawRequest } from '../support/raw-request.ts';
import { testApi } from '../support/test-api.ts';

describe('a path', () => {
  test.each(['/', '/api', '/api/tasks/1/2', '/api/users', '/.env', '/api/tasks%2f1', '/..%2f'])(
    'that leads nowhere is 404: %s',
    async (path) => {
      const api = await testApi();
      await expectProblem(api.fetch(path), 404, 'route_not_found');
      await expectProblem(api.fetch(path, { method: 'POST' }), 404, 'route_not_found');
    },
  );

  test('that is not well-formed is 400', async () => {
    const api = await testApi();
    const { token } = await api.person();
    const head = `GET /api/tasks/%E0%A4%A HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`;
    expect(problemIn(await rawRequest(api.url, head))).toMatchObject({
      status: 400,
      code: 'invalid_url',
    });
  });

  test.each([
    ['PUT', '/api/tasks', 'GET, HEAD, POST, OPTIONS'],
    ['GET', '/api/task', 'POST, OPTIONS'],
    ['POST', '/api/tasks/1', 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['DELETE', '/api/auth/login', 'POST, OPTIONS'],
    ['PATCH', '/api/files/1', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/uploads', 'POST, OPTIONS'],
    ['GET', '/api/uploads/1', 'PUT, OPTIONS'],
    ['POST', '/livez', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/benchmark/conversion/data', 'GET, HEAD, OPTIONS'],
  ])('has no %s %s', async (method, path, allow) => {
    const api = await testApi();
    const response = await api.fetch(path, { method });
    expect(response.headers.get('Allow')).toBe(allow);
    await expectProblem(response, 405, 'method_not_allowed');
  });

  test('tells its methods when asked', async () => {
    const api = await testApi();
    const response = await api.fetch('/api/tasks', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('Allow')).toBe('GET, HEAD, POST, OPTIONS');
  });
});

describe('a request', () => {
  const get = (more: string) =>
    `GET /livez HTTP/1.1\r\nHost: a\r\n${more}Connection: close\r\n\r\n`;

  test('keeps a request id that is fit for a log, and gets one otherwise', async () => {
    const api = await testApi();
    const id = async (given: string) =>
      (await api.fetch('/livez', { headers: { 'X-Request-Id': given } })).headers.get(
        'X-Request-Id',
      );
    expect(await id('trace-1.2_3')).toBe('trace-1.2_3');
    for (const given of ['', 'a b', '"', 'a'.repeat(65), '{}', '<x>']) {
      expect(await id(given)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('gets headers that keep browsers from doing anything with the answer', async () => {
    const api = await testApi();
    const { headers } = await api.fetch('/livez');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-Powered-By')).toBeNull();
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  test.each<[string, string, number, string]>([
    ['a header of 20 kB', get(`X-Long: ${'a'.repeat(20_480)}\r\n`), 431, 'headers_too_large'],
    [
      '20 kB of path',
      `GET /${'a'.repeat(20_480)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['two lengths', get('Content-Length: 1\r\nContent-Length: 2\r\n'), 400, 'invalid_request'],
    [
      'a length and chunks',
      get('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'),
      400,
      'invalid_request',
    ],
    ['a bare LF', 'GET /livez HTTP/1.1\nHost: a\n\n', 400, 'invalid_request'],
    [
      'a header that continues',
      get('X-A: a\r\n b\r\n').replace('\r\n b', '\r\n\tb'),
      400,
      'invalid_request',
    ],
    ['a space before the colon', get('X-A : a\r\n'), 400, 'invalid_request'],
    ['NUL in a header', get('X-A: \0\r\n'), 400, 'invalid_request'],
    ['an unknown method', 'BREW /livez HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'invalid_request'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00', 400, 'invalid_request'],
    ['no host', 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid_request'],
    ['two hosts', get('Host: b\r\n'), 400, 'invalid_request'],
    [
      'two tokens',
      get('Authorization: Bearer a\r\nAuthorization: Bearer b\r\n'),
      400,
      'invalid_request',
    ],
    ['two types', get('Content-Type: a/b\r\ncontent-type: c/d\r\n'), 400, 'invalid_request'],
    ['two ranges', get('Range: bytes=0-1\r\nRange: bytes=2-3\r\n'), 400, 'invalid_request'],
    [
      'a body that is packed and chunked',
      `${get('Transfer-Encoding: gzip, chunked\r\n')}0\r\n\r\n`,
      501,
      'unsupported_transfer_coding',
    ],
    [
      'chunks in chunks',
      `${get('Transfer-Encoding: chunked, chunked\r\n')}0\r\n\r\n`,
      400,
      'invalid_request',
    ],
    ['TRACE', get('').replace('GET', 'TRACE'), 405, 'method_not_allowed'],
    ['an expectation of its own', get('Expect: coffee\r\n'), 417, 'expectation_failed'],
  ])('with %s is answered with a problem', async (_what, bytes, status, code) => {
    const api = await testApi();
    const answer = await rawRequest(api.url, Buffer.from(bytes, 'latin1'));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(problemIn(answer)).toMatchObject({ status, code, message: expect.any(String) });
  });

  test('that waits with its body is refused before it sends it', async () => {
    const head =
      'POST /api/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n';
    const limits = { discard: { maxBytes: 0, maxMs: 0 } };
    const api = await testApi({ limits });
    const answer = await rawRequest(api.url, head);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('that waits with its body is told to send it', async () => {
    const api = await testApi();
    const body = '{"username":"a","password":"b"}';
    const head = `POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    const answer = await rawRequest(api.url, head + body);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 401 /);
  });
});

test.each([
  ['nothing', undefined],
  ['another scheme', 'Basic YTpi'],
  ['no token', 'Bearer'],
  ['two tokens', 'Bearer a b'],
  ['no JWT', 'Bearer abc'],
  ['10 kB', `Bearer ${'a'.repeat(10_240)}`],
])('a call that needs a token answers 401 for %s', async (_what, authorization) => {
  const api = await testApi();
  const response = await api.fetch('/api/tasks', {
    headers: authorization === undefined ? {} : { Authorization: authorization },
  });
  expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
  await expectProblem(response, 401, 'unauthenticated');
});
