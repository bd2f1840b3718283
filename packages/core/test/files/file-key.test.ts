import { describe, expect, it } from 'vitest';
import { originalKey, parseFileKey, resultKey } from '../../src/index.ts';

const fileId = '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11';

describe('the key of a file', () => {
  it('tells original and result, and each attempt, apart', () => {
    expect(originalKey(fileId)).toBe(`originals/${fileId}`);
    expect(resultKey(fileId, { revision: 2, attempt: 0 })).toBe(`results/${fileId}/2-0`);
  });

  it.each([
    '',
    '/',
    'a/',
    '/a',
    'a//b',
    '..',
    'a/../b',
    'a.b',
    'a b',
    'a\u0000',
    'ä',
    'x'.repeat(201),
  ])('can not be %j', (text) => {
    expect(() => parseFileKey(text)).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });
});
