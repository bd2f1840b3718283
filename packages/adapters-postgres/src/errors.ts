import { DomainError } from '@cloudconvert/core';

/**
 * Classes and codes of PostgreSQL (Appendix A of its manual) that say the server is away, full or
 * stopping, or ended the session or the statement because it took too long.
 */
const unavailableStates = /^(?:08|53|57P0|25P0[34]|57014)/;

const unavailableSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What pg and its pool say without a code. */
const unavailableMessages =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded when trying to connect|timeout expired|Cannot use a pool after calling end)/;

const takenBy = {
  users_username_taken: { code: 'username_taken', field: 'username', what: 'username' },
  users_email_taken: { code: 'email_taken', field: 'email', what: 'e-mail address' },
} as const;

/** A vendor's error as the domain knows it; what the domain has no word for passes through. */
export function wrapDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  if (isUnavailable(error)) return unavailable(error);
  return takenError(error) ?? error;
}

/** `work`, rejecting with wrapped errors. */
export function guarded<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw wrapDatabaseError(error);
  });
}

export function unavailable(cause: unknown): DomainError {
  return new DomainError(
    'database_unavailable',
    'The database is not available at the moment; try again in a minute',
    { cause },
  );
}

function isUnavailable(error: Error): boolean {
  const code = codeOf(error);
  if (unavailableSystemCodes.has(code) || unavailableStates.test(code)) return true;
  return code === '' && unavailableMessages.test(error.message);
}

function takenError(error: Error): DomainError | undefined {
  const constraint = 'constraint' in error ? error.constraint : undefined;
  const taken = takenBy[constraint as keyof typeof takenBy];
  if (!taken || codeOf(error) !== '23505') return undefined;
  const message = `This ${taken.what} is taken; choose another one or log in`;
  return new DomainError(taken.code, message, { cause: error, field: taken.field });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
