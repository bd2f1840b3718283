import { describe, expect, test } from 'vitest';
import { expectProblem } from '../support/problems.ts';
import { rawRequest } from '../support/raw-request.ts';
import { json, testApi } from '../support/test-api.ts';

describe('a JSON body', () => {
  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=utf-16'],
    ['application/jsonp'],
  ])('is not taken as %s', async (type) => {
    const api = await testApi();
    const init = { method: 'POST', body: '{}', headers: { 'Content-Type': type } };
    const answer = api.fetch('/api/auth/login', init);
    await expectProblem(answer, 400, 'unsupported_media_type', { field: 'Content-Type' });
  });

  test('is not taken without a type, nor compressed', async () => {
    const api = await testApi();
    const untyped = { method: 'POST', body: new Uint8Array([0x7b, 0x7d]) };
    await expectProblem(api.fetch('/api/auth/login', untyped), 400, 'unsupported_media_type');
    const packed = json('POST', '{}');
    packed.headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const response = await api.fetch('/api/auth/login', packed);
    expect(response.headers.get('Accept-Encoding')).toBe('identity');
    await expectProblem(response, 415, 'unsupported_content_coding', { field: 'Content-Encoding' });
  });

  test.each([
    'application/json',
    'APPLICATION/JSON; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('is taken as %s', async (type) => {
    const api = await testApi();
    const init = { method: 'POST', body: '{}', headers: { 'Content-Type': type } };
    await expectProblem(api.fetch('/api/auth/login', init), 400, 'missing_field');
  });

  test.each([
    ['nothing', ''],
    ['half of it', '{"username":'],
    ['an array', '[]'],
    ['NUL', '{"username":"a\\u0000","password":"b"}'],
    ['half of a surrogate pair', '{"username":"\\ud800","password":"b"}'],
    ['a nest', `${'['.repeat(7_000)}${']'.repeat(7_000)}`],
  ])('of %s is refused', async (_what, text) => {
    const api = await testApi();
    await expectProblem(api.fetch('/api/auth/login', json('POST', text)), 400, 'invalid_json');
  });

  test('with a name that comes twice is refused', async () => {
    const api = await testApi();
    const text = '{"username":"a","password":"b","username":"c"}';
    const answer = api.fetch('/api/auth/login', json('POST', text));
    await expectProblem(answer, 400, 'repeated_field', { field: 'username' });
  });

  test.each(['__proto__', 'constructor', 'toString'])('with %s is refused', async (name) => {
    const api = await testApi();
    const text = `{"username":"a","password":"b","${name}":{"admin":true}}`;
    const answer = api.fetch('/api/auth/login', json('POST', text));
    await expectProblem(answer, 400, 'unknown_field', { field: name });
  });

  test('of 10 MB, or nested 100 000 deep, is refused as too large', async () => {
    const api = await testApi();
    const long = JSON.stringify({ username: 'a'.repeat(10 * 1024 ** 2), password: 'b' });
    await expectProblem(api.fetch('/api/auth/login', json('POST', long)), 413, 'payload_too_large');
    const deep = '['.repeat(100_000);
    await expectProblem(api.fetch('/api/auth/login', json('POST', deep)), 413, 'payload_too_large');
  });

  test('of unknown length is refused once it is too long', async () => {
    const api = await testApi();
    const head =
      'POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
    const answer = await rawRequest(
      api.url,
      `${head}${chunk}${chunk}0\r\n\r\n`.concat(
        'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      ),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('payload_too_large');
  });
});
