import { z } from 'zod';

/** `1`, `true` or `on`, and the opposites. */
export const flag = z.stringbool({
  truthy: ['1', 'true', 'on'],
  falsy: ['0', 'false', 'off'],
  error: 'must be on or off',
});

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number) {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, rule)
    .transform(Number)
    .pipe(z.number().min(min, rule).max(max, rule));
}

/** A TCP port; 0 stands for one that is free. */
export const port = wholeNumber(0, 65_535);
