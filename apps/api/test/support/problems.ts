import { type FileStorage, parseFileKey } from '@cloudconvert/core';
import { expect } from 'vitest';

/** Checks that an answer is a problem in the one shape that all errors have. */
export async function expectProblem(
  response: Response | Promise<Response>,
  status: number,
  code: string,
  more: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const answer = await response;
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({
    type: 'about:blank',
    title: expect.any(String),
    status,
    code,
    message: expect.any(String),
    request_id: answer.headers.get('X-Request-Id'),
    ...more,
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return problem;
}

/** What is stored, by the keys. */
export async function storedKeys(storage: FileStorage): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of ['originals', 'results', 'uploads']) {
    for await (const { key } of storage.list(parseFileKey(prefix))) keys.push(key);
  }
  return keys;
}
