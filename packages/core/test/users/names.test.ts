import { describe, expect, it } from 'vitest';
import { checkEmailAddress, checkUsername, usernameKey } from '../../src/index.ts';

describe('a username', () => {
  it.each(['a', 'ada', 'Ada Lovelace', 'Ада', 'ada@example.com', '李雷', 'x'.repeat(64)])(
    'may be %s',
    (name) => {
      expect(checkUsername(name)).toBe(name);
    },
  );

  it.each([
    ...[
      "o'hara-1_x.y",
      'Zoë',
      'Straße',
      'Νίκος',
      'さくら',
      'サクラ123',
      '김철수',
      'Lee 李',
      'J-ポップ',
    ],
    ...['דוד', 'محمد٢', 'נ-1', 'आदि'],
  ])('may be %s', (name) => {
    expect(checkUsername(name)).toBe(name);
  });

  it.each([
    ['ａｄａ', 'ada'],
    ['Ａｄａ　Ｌ．', 'Ada L.'],
    ['ﾊﾟｰﾙ', 'パール'],
    ['Zoe\u0308', 'Zoë'],
  ])('%s is kept as %s', (name, expected) => {
    expect(checkUsername(name)).toBe(expected);
  });

  it.each([
    ['ADA', 'ada'],
    ['ａｄａ', 'ada'],
    ['ZOE\u0308', 'zoë'],
    ['Ада', 'ада'],
  ])('%s is the same as %s', (name, same) => {
    expect(usernameKey(name)).toBe(usernameKey(same));
  });

  it.each([
    ['а Cyrillic letter in Latin', '\u0430da'],
    ['a Greek letter in Latin', 'αda'],
    ['Latin in Cyrillic', 'Ада Lovelace'],
    ['Cyrillic in Japanese', 'さくраくら'],
    ['Hangul in Japanese', 'さくら김'],
    ['a script that is no longer in use', '𐌰𐌳𐌰'],
  ])('may not mix scripts: %s', (_, name) => {
    expect(() => checkUsername(name)).toThrow(
      expect.objectContaining({
        code: 'invalid_field',
        message: expect.stringContaining('mix letters of several scripts'),
      }),
    );
  });

  it.each([
    ...['', ' ada', 'ada ', 'a\nb', 'a\u0000b', '\ud800', 'a\u202eb', 'x'.repeat(65)],
    // Symbols, other forms of letters, what can't be seen, a mark on nothing, old letters of Hangul.
    ...['ada☂', '😀', 'ﬁn', '𝐚𝐝𝐚', 'Ⅳ', 'a\u00adb', 'a\u200bb', 'ㅤ', '\u0301ada', '\u1100'],
    // RFC 5893, 2.
    ...['1דוד', 'דוד-', 'م1٢'],
  ])('may not be %j', (name) => {
    expect(() => checkUsername(name)).toThrow(
      expect.objectContaining({ code: 'invalid_field', field: 'username' }),
    );
  });
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
