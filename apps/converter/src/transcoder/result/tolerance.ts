const leastSeconds = 1;
const share = 0.01;

/** Whether `seconds` falls short of `expected` by more than rounding, padding and encoder delay do. */
export function fallsShort(seconds: number, expected: number): boolean {
  return expected - seconds > Math.max(leastSeconds, expected * share);
}
