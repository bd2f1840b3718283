export interface Distribution {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Of at least one number; the percentiles are numbers that occurred (nearest rank). */
export function distributionOf(numbers: readonly number[]): Distribution {
  const sorted = numbers.toSorted((a, b) => a - b);
  const percentile = (percent: number) =>
    sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
  return {
    mean: sorted.reduce((sum, number) => sum + number, 0) / sorted.length,
    p50: percentile(50),
    p95: percentile(95),
    p99: percentile(99),
    max: percentile(100),
  };
}
