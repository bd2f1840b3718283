import { type AudioFormat, findFormat, taskStatuses } from '@cloudconvert/core';
import { z } from 'zod';
import { parseCursor } from './cursor.ts';
import { text } from './text.ts';

const maxLimit = 1000;
const limitRule = `must be a whole number from 1 to ${maxLimit}`;

export const listQuery = z.strictObject({
  limit: text
    .regex(/^\d{1,4}$/, limitRule)
    .transform(Number)
    .pipe(z.number().min(1, limitRule).max(maxLimit, limitRule))
    .exactOptional(),
  cursor: parsed(parseCursor, 'must come from the Link header of the page before'),
  status: z.enum(taskStatuses, `must be one of ${taskStatuses.join(', ')}`).exactOptional(),
  format: parsed(knownFormat, 'must be the name of a format, such as mp3 or wav'),
});

export type ListQuery = z.output<typeof listQuery>;

function parsed<T>(parse: (value: string) => T | undefined, rule: string) {
  return text
    .transform((value, context) => {
      const result = parse(value);
      if (result !== undefined) return result;
      context.addIssue({ code: 'custom', message: rule });
      return z.NEVER;
    })
    .exactOptional();
}

function knownFormat(name: string): AudioFormat['name'] | undefined {
  try {
    return findFormat(name).name;
  } catch {
    return undefined;
  }
}
