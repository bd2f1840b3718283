import { DomainError } from '@cloudconvert/core';
import multer from 'multer';
import { RequestError } from '../errors/request-error.ts';
import { repeatedField, unknownField } from '../errors/request-errors.ts';
import { formLimits } from './form-limits.ts';

type Translate = (field: string) => Error;

const tooMuch: Translate = () =>
  invalidForm(`The form may have at most ${formLimits.fields} fields and one file`);

const tooLong: Translate = (field) => {
  const rule =
    field === 'fileName'
      ? 'must be a file with a name, not text'
      : `may have at most ${formLimits.fieldSize} bytes`;
  return new DomainError('invalid_field', `${field} ${rule}`, { field });
};

/** The parser's refusals by its codes; its types lack some of them. */
const translations: Readonly<Record<string, Translate>> = {
  LIMIT_PART_COUNT: tooMuch,
  LIMIT_FIELD_COUNT: tooMuch,
  LIMIT_FILE_COUNT: () => repeatedField('fileName'),
  LIMIT_FIELD_KEY: unknownField,
  LIMIT_FIELD_NESTING: unknownField,
  LIMIT_FIELD_ARRAY_INDEX: unknownField,
  INVALID_FIELD_NAME: unknownField,
  LIMIT_FIELD_VALUE: tooLong,
  LIMIT_UNEXPECTED_FILE: (field) =>
    new RequestError(
      'unknown_field',
      `Send the file as fileName, not as ${JSON.stringify(field)}`,
      {
        field,
      },
    ),
  MISSING_FIELD_NAME: () => invalidForm('A part of the form has no name'),
};

/** What a person hears of an error of the parser; other errors stay as they are. */
export function translateFormError(error: unknown): unknown {
  if (!(error instanceof multer.MulterError)) return error;
  const translate = translations[error.code] ?? (() => invalidForm('The form is not valid'));
  return translate(error.field ?? '');
}

export function invalidForm(message: string, cause?: unknown): RequestError {
  return new RequestError('invalid_multipart', message, { cause });
}
