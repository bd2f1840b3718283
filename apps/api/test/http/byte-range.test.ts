import { describe, expect, test } from 'vitest';
import { byteRange, isUnmodified } from '../../src/http/responses/byte-range.ts';

const rangeOf = (range?: string, ifRange?: string) =>
  byteRange({ range, 'if-range': ifRange }, 1000, '"tag"');

describe('byteRange', () => {
  test.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=900-', { start: 900, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=990-5000', { start: 990, end: 999 }],
    ['bytes=0-99999999999999999999', { start: 0, end: 999 }],
    ['BYTES=0-0', { start: 0, end: 0 }],
  ])('reads %s', (range, expected) => expect(rangeOf(range)).toEqual(expected));

  test.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=5-1',
    'bytes=0x1-2',
    'bytes=1-2-3',
    'lines=0-1',
    'bytes=0-1,5-6',
    'bytes=0-1,5000-',
    `bytes=${'0-1,'.repeat(1000)}0-1`,
  ])('ignores %j', (range) => expect(rangeOf(range)).toBeUndefined());

  test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('refuses %s', (range) => {
    expect(() => rangeOf(range)).toThrow(
      expect.objectContaining({
        code: 'range_not_satisfiable',
        headers: { 'Content-Range': 'bytes */1000' },
      }),
    );
  });

  test('counts only for the version that If-Range names', () => {
    expect(rangeOf('bytes=0-1', '"tag"')).toEqual({ start: 0, end: 1 });
    expect(rangeOf('bytes=0-1', '"other"')).toBeUndefined();
    // RFC 9110, 13.1.5: the comparison is the strong one.
    expect(rangeOf('bytes=0-1', 'W/"tag"')).toBeUndefined();
    expect(rangeOf('bytes=0-1', 'Thu, 01 Jan 2026 00:00:00 GMT')).toBeUndefined();
  });
});

test.each([
  ['"tag"', true],
  ['W/"tag"', true],
  ['"a", "tag" ,"b"', true],
  ['*', true],
  ['"other"', false],
  [undefined, false],
])('isUnmodified(%j) is %j', (header, expected) => {
  expect(isUnmodified(header, '"tag"')).toBe(expected);
});
