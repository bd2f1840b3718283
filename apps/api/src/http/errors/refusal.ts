import { DomainError } from '@cloudconvert/core';
import { RequestError } from './request-error.ts';
import { type ProblemCode, statusTable } from './status-table.ts';

/** What the person who made a request hears of an error. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly field?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Errors of ours carry what adapters said, so a person hears these sentences instead. */
const ourFault: Partial<Record<ProblemCode, string>> = {
  storage_full: 'There is no room for more files at the moment; try again later',
  storage_unavailable: 'The files are out of reach at the moment; try again in a moment',
  database_unavailable: 'The service is out of reach at the moment; try again in a moment',
};

const internal: Refusal = {
  code: 'internal_error',
  message: 'Something went wrong on our side; if it stays so, tell us the request_id',
  headers: {},
};

const defaultRetrySeconds: Readonly<Record<number, number>> = { 429: 10, 503: 5 };

export function refusalOf(error: unknown): Refusal {
  if (error instanceof RequestError) return error;
  if (error instanceof DomainError) return refusalOfDomain(error);
  if (error instanceof URIError) return malformedUrl;
  return internal;
}

const malformedUrl: Refusal = {
  code: 'invalid_url',
  message: 'The path of the URL is not well-formed: a % must be followed by two hexadecimal digits',
  headers: {},
};

function refusalOfDomain({ code, message, field, retryAfterSeconds }: DomainError): Refusal {
  const status = statusTable[code];
  const seconds = retryAfterSeconds ?? defaultRetrySeconds[status];
  const headers = {
    ...(seconds === undefined ? {} : { 'Retry-After': String(Math.ceil(seconds)) }),
    // RFC 9110, 15.5.2: a 401 MUST say how to authenticate.
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  };
  return { code, message: ourFault[code] ?? message, field, headers };
}
