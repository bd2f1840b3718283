import { describe, expect, test } from 'vitest';
import { filesPerMinute } from '../../pages/benchmark/figures.js';

describe('files per minute', () => {
  test('are counted in whole minutes, those without a file included', () => {
    const minutes = [
      { min: 1, count: 40 },
      { min: 3, count: 44 },
      { min: 4, count: 40 },
      { min: 5, count: 90 },
    ];
    expect(filesPerMinute(minutes, 270)).toEqual({
      counts: [40, 0, 44, 40, 90],
      whole: 4,
      mean: (214 * 60) / 270,
      best: 44,
      mostFrequent: 40,
    });
  });

  test('are the fewer ones where two numbers are equally frequent', () => {
    const minutes = [7, 5, 7, 5, 9].map((count, index) => ({ min: index + 1, count }));
    expect(filesPerMinute(minutes, 300).mostFrequent).toBe(5);
  });

  test('have a mean only, until a minute is over', () => {
    const figures = filesPerMinute([{ min: 1, count: 10 }], 30);
    expect(figures).toMatchObject({ whole: 0, mean: 20, best: null, mostFrequent: null });
  });

  test('are nothing at the very start', () => {
    const nothing = { counts: [], whole: 0, mean: null, best: null, mostFrequent: null };
    expect(filesPerMinute([], 0)).toEqual(nothing);
  });
});
