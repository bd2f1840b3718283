import { z } from 'zod';

/** `1`, `true` or `on`, and the opposites. */
export const flag = z.stringbool({ truthy: ['1', 'true', 'on'], falsy: ['0', 'false', 'off'] });

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

/** A TCP port; 0 stands for one that is free. */
export const port = wholeNumber(0, 65_535);
