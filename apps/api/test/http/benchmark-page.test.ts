import { describe, expect, test } from 'vitest';
import { expectProblem } from '../support/problems.ts';
import { problemIn, rawRequest } from '../support/raw-request.ts';
import { testApi } from '../support/test-api.ts';

const html = 'text/html; charset=utf-8';
const typesByExtension: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

describe('the page at /benchmark', () => {
  test('may load what the API serves and nothing else, nor run what is written in it', async () => {
    const api = await testApi();
    const response = await api.fetch('/benchmark');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(html);
    const policy = response.headers.get('Content-Security-Policy')?.split(';').toSorted();
    expect(policy).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(await response.text()).not.toMatch(/<style|<script(?![^>]* src=)| style=| on\w+=/);
  });

  test('finds every file that it and its scripts name', async () => {
    const api = await testApi();
    const files = await filesNamedFrom(new URL('/benchmark', api.url));
    expect(files.size).toBeGreaterThan(5);
    for (const [path, response] of files) {
      expect([path, response.status]).toEqual([path, 200]);
      const type = typesByExtension[path.split('.')[1] ?? ''] ?? html;
      expect(response.headers.get('Content-Type')).toBe(type);
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  test('is found with a slash at the end, by the URL to which its files are relative', async () => {
    const api = await testApi();
    const response = await api.fetch('/benchmark/', { redirect: 'manual' });
    expect(response.status).toBe(308);
    expect(response.headers.get('Location')).toBe('../benchmark');
  });
});

describe.each(['/benchmark', '/benchmark/page.js', '/benchmark/uplot.css'])('%s', (path) => {
  test('is kept by browsers, who ask whether it is still the same', async () => {
    const api = await testApi();
    const { headers } = await api.fetch(path);
    expect(headers.get('Cache-Control')).toBe('no-cache');
    const etag = headers.get('ETag') ?? '';
    // Node's fetch adds a Cache-Control of its own to conditional requests, which asks for all of it.
    const ask = (tag: string) =>
      rawRequest(
        api.url,
        `GET ${path} HTTP/1.1\r\nHost: a\r\nIf-None-Match: ${tag}\r\nConnection: close\r\n\r\n`,
      );
    expect(await ask(etag)).toMatch(/^HTTP\/1\.1 304 .*\r\n\r\n$/s);
    expect(await ask('"another"')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('has a head', async () => {
    const api = await testApi();
    const whole = await api.fetch(path);
    const head = await api.fetch(path, { method: 'HEAD' });
    const length = Buffer.byteLength(await whole.text());
    expect(head.headers.get('Content-Length')).toBe(String(length));
    expect(head.headers.get('ETag')).toBe(whole.headers.get('ETag'));
    expect(await head.text()).toBe('');
  });

  test('is read only', async () => {
    const api = await testApi();
    const response = await api.fetch(path, { method: 'POST' });
    expect(response.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
    await expectProblem(response, 405, 'method_not_allowed');
  });

  test('is not there unless benchmarks are switched on', async () => {
    const api = await testApi({ config: { benchmark: false } });
    await expectProblem(api.fetch(path), 404, 'route_not_found');
  });
});

test.each([
  '/benchmark/index.html',
  '/benchmark/tsconfig.json',
  '/benchmark/../package.json',
  '/benchmark/..%2f..%2fpackage.json',
  '/benchmark/%2e%2e/package.json',
  '/benchmark/page.js%00',
])('no other file is served: %s', async (path) => {
  const api = await testApi();
  const answer = await rawRequest(
    api.url,
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  );
  expect(problemIn(answer)).toMatchObject({ status: 404, code: 'route_not_found' });
});

/** The answers to all that a browser would load for a page, by path. */
async function filesNamedFrom(
  url: URL,
  seen = new Map<string, Response>(),
): Promise<Map<string, Response>> {
  if (seen.has(url.pathname)) return seen;
  const response = await fetch(url);
  seen.set(url.pathname, response);
  const named = /(?:<script[^>]* src|<link[^>]* href)="([^"]+)"|from '(\.[^']+)'/g;
  for (const [, inPage, inScript] of (await response.text()).matchAll(named)) {
    await filesNamedFrom(new URL(inPage ?? inScript ?? '', url), seen);
  }
  return seen;
}
