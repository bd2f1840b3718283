import type { ErrorCode } from './error-code.ts';

export interface ErrorDetails {
  /** The error that led to this one; for the log, never for the person. */
  readonly cause?: unknown;
  /** The input field at fault, by the name that the caller used. */
  readonly field?: string;
  /** After how many seconds the same request may succeed. */
  readonly retryAfterSeconds?: number;
}

/** A refusal in words that the person can act on (`message`) and a word for programs (`code`). */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
