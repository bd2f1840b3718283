import { describe, expect, it } from 'vitest';
import { checkEmailAddress, checkUsername } from '../../src/index.ts';

describe('a username', () => {
  it.each(['a', 'ada', 'Ada Lovelace', 'Ада', 'ada@example.com', '李雷', 'x'.repeat(64)])(
    'may be %s',
    (name) => {
      expect(checkUsername(name)).toBe(name);
    },
  );

  it.each(['', ' ada', 'ada ', 'a\nb', 'a\u0000b', '\ud800', 'a\u202eb', 'x'.repeat(65)])(
    'may not be %j',
    (name) => {
      expect(() => checkUsername(name)).toThrow(
        expect.objectContaining({ code: 'invalid_field', field: 'username' }),
      );
    },
  );
});

describe('an e-mail address', () => {
  it.each(['ada@example.com', "o'hara+tag@mail.example.co.uk", 'a@xn--bcher-kva.example'])(
    'may be %s',
    (address) => {
      expect(checkEmailAddress(address)).toBe(address);
    },
  );

  it.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@exa mple.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com,eve@example.com',
    '<ada@example.com>',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.com`,
  ])('may not be %j', (address) => {
    expect(() => checkEmailAddress(address)).toThrow(
      expect.objectContaining({ code: 'invalid_field', field: 'email' }),
    );
  });
});
