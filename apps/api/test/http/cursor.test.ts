import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from '../../src/http/schemas/cursor.ts';

test('a cursor comes back as what it was', () => {
  expect(parseCursor(formatCursor(4711))).toBe(4711);
});

test.each(['', '5', 'abc', formatCursor(5).slice(0, -1), `${formatCursor(5)}=`, '😀', '%'])(
  '%j is no cursor',
  (text) => expect(parseCursor(text)).toBeUndefined(),
);
