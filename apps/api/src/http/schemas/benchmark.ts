import { findFormat } from '@cloudconvert/core';
import { z } from 'zod';
import { checkFields, type Fields } from '../body/check-fields.ts';
import { misplacedFile, text } from './text.ts';

const maxTasks = 10_000;
const rule = `must be a whole number from 1 to ${maxTasks}`;

/** The fields beside the file. */
export const benchmarkForm = z.strictObject({
  fileName: misplacedFile,
  newFormat: text,
  taskNumber: text
    .regex(/^\d{1,5}$/, rule)
    .transform(Number)
    .pipe(z.number().min(1, rule).max(maxTasks, rule)),
});

const earlyForm = benchmarkForm.partial();

/** Checks what is known of a form before its file comes. */
export function checkBenchmarkEarly(fields: Fields): void {
  const { newFormat } = checkFields(earlyForm, fields);
  if (newFormat !== undefined) findFormat(newFormat);
}
