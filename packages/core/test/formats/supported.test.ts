import { describe, expect, it } from 'vitest';
import { includes, nearest } from '../../src/formats/supported.ts';

const list = [8000, 44_100, 48_000];
const range = [{ min: 100, max: 200 }];
const both = [{ min: 1, max: 65_535 }, 88_200, 96_000];

describe('includes', () => {
  it.each([
    [list, 44_100, true],
    [list, 44_101, false],
    [range, 100, true],
    [range, 200, true],
    [range, 201, false],
    [both, 11_111, true],
    [both, 88_200, true],
    [both, 70_000, false],
  ])('%j holds %i: %s', (supported, value, expected) => {
    expect(includes(supported, value)).toBe(expected);
  });
});

describe('nearest', () => {
  it.each([
    [list, 46_000, 44_100],
    [list, 46_050, 48_000],
    [list, 1, 8000],
    [range, 150, 150],
    [range, 1, 100],
    [range, 999, 200],
    [both, 70_000, 65_535],
    [both, 80_000, 88_200],
  ])('of %j to %i is %i', (supported, wanted, expected) => {
    expect(nearest(supported, wanted)).toBe(expected);
  });
});
