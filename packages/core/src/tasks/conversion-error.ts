import type { FailureCode } from './task-failure.ts';
import { failureOf } from './task-failure.ts';

/** A conversion that can't succeed however often it is tried, since the reason is in the file. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';
  readonly code: FailureCode;

  /** @param cause what the tool said; for the log. */
  constructor(code: FailureCode, cause?: unknown) {
    super(failureOf(code).message, { cause });
    this.code = code;
  }
}
