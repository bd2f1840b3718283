import { STATUS_CODES } from 'node:http';
import { type ProblemCode, statusTable } from './status-table.ts';

/** RFC 9457, and `message`, a sentence that a person can act on. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly message: string;
  /** The input field at fault. */
  readonly field?: string;
  readonly request_id: string;
  readonly [extension: string]: unknown;
}

export const problemType = 'application/problem+json; charset=utf-8';

interface Details {
  readonly code: ProblemCode;
  readonly message: string;
  readonly field?: string | undefined;
  readonly requestId: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export function problemOf({ code, message, field, requestId, extensions }: Details): Problem {
  const status = statusTable[code];
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    message,
    ...(field === undefined ? {} : { field }),
    request_id: requestId,
    ...extensions,
  };
}
