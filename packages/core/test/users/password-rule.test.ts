import { describe, expect, it } from 'vitest';
import { checkPassword, unmetPasswordParts } from '../../src/index.ts';

describe('the password rule', () => {
  it.each(['Abc1$', 'Zz9@Zz9@Zz9@Zz9@Zz9@', 'pässW0rt#'])('accepts %s', (password) => {
    expect(unmetPasswordParts(password)).toEqual([]);
  });

  it.each([
    ['Ab1$', '5 to 20 characters'],
    ['Abcdefghijklmnopqr1$x', '5 to 20 characters'],
    ['ABC1$', 'a lowercase letter'],
    ['abc1$', 'an uppercase letter'],
    ['Abcd$', 'a digit'],
    ['Abc12', 'one of $ # @'],
    ['Ab c1$', 'no white space'],
    ['Ab\u00a0c1$', 'no white space'],
    ['Ab\tc1$', 'no white space'],
    ['Ab\u0085c1$', 'no white space'],
  ])('of %j says that it must have %s', (password, part) => {
    expect(unmetPasswordParts(password)).toEqual([part]);
  });

  it('names every part that is not met', () => {
    expect(() => checkPassword('')).toThrow(
      'The password must have 5 to 20 characters, a lowercase letter, ' +
        'an uppercase letter, a digit, one of $ # @',
    );
  });

  it('counts characters as a person does', () => {
    expect(unmetPasswordParts('Aa1$😀')).toEqual([]);
    expect(unmetPasswordParts('Aa$1😀'.repeat(4))).toEqual([]);
  });
});
