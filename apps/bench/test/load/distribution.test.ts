import { expect, it } from 'vitest';
import { distributionOf } from '../../src/load/distribution.ts';

it('names numbers that occurred, by the nearest rank', () => {
  const numbers = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(distributionOf(numbers)).toEqual({ mean: 100.5, p50: 100, p95: 190, p99: 198, max: 200 });
});

it('is the number itself where there is one', () => {
  expect(distributionOf([7])).toEqual({ mean: 7, p50: 7, p95: 7, p99: 7, max: 7 });
});
