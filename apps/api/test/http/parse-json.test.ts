import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/http/body/parse-json.ts';

const parse = (text: string | Uint8Array) => parseJson(Buffer.from(text));

describe('parseJson', () => {
  test('reads an object', () => {
    expect(parse('{"a":"ä😀","b":1.5,"c":[{"a":null}]}')).toEqual({
      a: 'ä😀',
      b: 1.5,
      c: [{ a: null }],
    });
  });

  test.each([
    ['nothing', ''],
    ['half an object', '{"a":'],
    ['two objects', '{}{}'],
    ['a comment', '{/* */}'],
    ['a trailing comma', '{"a":1,}'],
    ['single quotes', "{'a':1}"],
    ['NaN', '{"a":NaN}'],
    ['an array', '[]'],
    ['a string', '"a"'],
    ['null', 'null'],
    ['NUL in a value', '{"a":"\\u0000"}'],
    ['NUL in a name', '{"\\u0000":1}'],
    ['half of a surrogate pair', '{"a":"\\ud800"}'],
    ['the other half', '{"a":"x\\udc00"}'],
    ['half of a surrogate pair in a name', '{"\\ud800":1}'],
    ['nested too deeply', `{"a":${'['.repeat(9)}${']'.repeat(9)}}`],
    ['nested 5000 deep', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
    ['nested 8000 deep', '['.repeat(8_000) + ']'.repeat(8_000)],
    ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
  ])('refuses %s', (_what, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'invalid_json' }));
  });

  test.each([
    ['plain', '{"a":1,"a":2}', 'a'],
    ['escaped', '{"a":1,"\\u0061":2}', 'a'],
    ['inside', '{"x":{"a":1,"b":2,"a":3}}', 'a'],
    ['__proto__', '{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('refuses a name that comes twice, %s', (_what, text, field) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'repeated_field', field }));
  });

  test('lets the same name stand in different objects', () => {
    expect(parse('{"x":{"a":1},"a":{"a":2}}')).toEqual({ x: { a: 1 }, a: { a: 2 } });
  });
});
