import { DomainError, type FileKey } from '@cloudconvert/core';

/** An answer of Cloud Storage that is not the one hoped for. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number;

  constructor(status: number, text: string, retryAfterMs: number) {
    super(`Cloud Storage answered ${status}: ${text}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The connection was refused, cut or stood still. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    super(`The connection to Cloud Storage was lost${reason}`, { cause });
  }
}

/** What was read is not what was stored. */
export class WrongBytes extends Error {
  override readonly name = 'WrongBytes';
}

/** Whether the same request may succeed later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  return error instanceof AnswerError && isTransientStatus(error.status);
}

function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

export function unavailable(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  return new DomainError('storage_unavailable', 'The storage is not available', { cause });
}

export function missing(key: FileKey): DomainError {
  return new DomainError('not_found', `There is no file ${key}`);
}
