import { checkOptions, findFormat } from '@cloudconvert/core';
import { z } from 'zod';
import { checkFields, type Fields } from '../body/check-fields.ts';
import { formOptions, jsonOptions } from './options.ts';
import { misplacedFile, text } from './text.ts';

/** The fields beside the file. */
export const submitForm = z.strictObject({
  fileName: misplacedFile,
  newFormat: text,
  ...formOptions,
});

export const changeBody = z.strictObject({ newFormat: text, ...jsonOptions });

const earlyForm = submitForm.extend({ newFormat: text.exactOptional() });

/** Checks what is known of a form before its file comes, so that nothing is stored in vain. */
export function checkSubmitEarly(fields: Fields): void {
  const { newFormat, ...options } = checkFields(earlyForm, fields);
  if (newFormat !== undefined) checkOptions(findFormat(newFormat), options);
}
