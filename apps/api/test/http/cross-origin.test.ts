import { describe, expect, test } from 'vitest';
import { expectProblem } from '../support/problems.ts';
import { testApi } from '../support/test-api.ts';

const page = 'https://app.example.com';
const other = 'https://other.example.com';
const corsHeaders = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Methods',
  'Access-Control-Expose-Headers',
];

const opened = (...corsOrigins: string[]) => testApi({ config: { corsOrigins } });

function preflight(origin: string, method = 'POST'): RequestInit {
  const headers = {
    Origin: origin,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'authorization,content-type',
  };
  return { method: 'OPTIONS', headers };
}

describe('a preflight', () => {
  test.each([
    '/api/tasks',
    '/api/uploads/1',
    '/api/files/1',
    '/ping',
    '/api/auth/login',
    '/nothing',
  ])('of a page that may is answered at %s', async (path) => {
    const api = await opened(page);
    const { status, headers } = await api.fetch(path, preflight(page));
    expect(status).toBe(204);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(page);
    expect(headers.get('Access-Control-Allow-Methods')).toBe('GET,HEAD,POST,PUT,DELETE');
    expect(headers.get('Access-Control-Allow-Headers')).toBe('authorization,content-type');
    expect(headers.get('Access-Control-Max-Age')).toBe('7200');
    expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(headers.get('Vary')).toContain('Origin');
  });

  test.each([other, 'null', `${page}.evil.com`, `${page}:444`, page.toUpperCase()])(
    'of %s allows nothing',
    async (origin) => {
      const api = await opened(page);
      const { headers } = await api.fetch('/api/tasks', preflight(origin));
      for (const name of corsHeaders) expect(headers.get(name)).toBeNull();
      expect(headers.get('Vary')).toContain('Origin');
    },
  );

  test('allows nothing where no origin is named', async () => {
    const api = await testApi();
    const { headers } = await api.fetch('/api/tasks', preflight(page));
    for (const name of corsHeaders) expect(headers.get(name)).toBeNull();
  });

  test('is not what asks for the methods of a path', async () => {
    const api = await opened(page);
    const response = await api.fetch('/api/tasks', {
      method: 'OPTIONS',
      headers: { Origin: page },
    });
    expect(response.headers.get('Allow')).toBe('GET, HEAD, POST, OPTIONS');
  });
});

describe('an answer', () => {
  test('may be read by a page of a named origin, with the headers that it needs', async () => {
    const api = await opened(other, page);
    const { headers } = await api.fetch('/livez', { headers: { Origin: page } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe(page);
    const exposed = headers.get('Access-Control-Expose-Headers')?.split(',');
    expect(exposed).toEqual(
      expect.arrayContaining(['Location', 'Link', 'ETag', 'Retry-After', 'X-Request-Id']),
    );
  });

  test('may be read by every page where all are allowed', async () => {
    const api = await opened('*');
    const { headers } = await api.fetch('/livez', { headers: { Origin: other } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  test.each([
    ['/nothing', 404, 'route_not_found'],
    ['/api/tasks', 401, 'unauthenticated'],
  ] as const)('that is a problem may be read, too: %s', async (path, status, code) => {
    const api = await opened(page);
    const response = await api.fetch(path, { headers: { Origin: page } });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(page);
    await expectProblem(response, status, code);
  });
});
