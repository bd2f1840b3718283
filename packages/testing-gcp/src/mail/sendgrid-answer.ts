import type { z } from 'zod';

/** What the server says to one request. */
export interface SendgridAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly SendgridError[];
}

/** As SendGrid words it: the field by its path, where one is at fault. */
export interface SendgridError {
  readonly message: string;
  readonly field: string | null;
}

export function refusal(status: number, message: string): SendgridAnswer {
  return { status, errors: [{ message, field: null }] };
}

export function badRequest({ issues }: z.ZodError): SendgridAnswer {
  const errors = issues.map(({ message, path }) => ({ message, field: path.join('.') || null }));
  return { status: 400, errors };
}
