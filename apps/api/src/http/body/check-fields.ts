import { DomainError } from '@cloudconvert/core';
import type { z } from 'zod';
import { RequestError } from '../errors/request-error.ts';
import { repeatedField, unknownField } from '../errors/request-errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields that `schema` describes.
 * @throws RequestError or DomainError that names the first field at fault
 */
export function checkFields<S extends z.ZodObject>(schema: S, given: Fields): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw firstFault(result.error.issues, given);
}

/** As `checkFields` for a query, where a name that came twice has an array of values. */
export function checkSingleFields<S extends z.ZodObject>(schema: S, given: Fields): z.output<S> {
  const repeated = Object.keys(given).find((name) => Array.isArray(given[name]));
  if (repeated !== undefined) throw repeatedField(repeated);
  return checkFields(schema, given);
}

function firstFault(issues: readonly z.core.$ZodIssue[], given: Fields): Error {
  // A field that is spelt wrong is both unknown and missing, and the first says more.
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) return unknownField(unknown.keys[0] ?? '');
  const [issue] = issues;
  const field = String(issue?.path[0] ?? '');
  if (given[field] === undefined) return missingField(field);
  return new DomainError('invalid_field', `${field} ${issue?.message}`, { field });
}

function missingField(field: string): RequestError {
  return new RequestError('missing_field', `${field} is missing`, { field });
}
