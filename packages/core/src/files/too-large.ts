import { DomainError } from '../errors/domain-error.ts';

/** The refusal of a file of more than `maxBytes`. */
export function tooLarge(maxBytes: number, field = 'fileName'): DomainError {
  const mebibytes = Math.floor(maxBytes / 1024 ** 2);
  const limit = mebibytes > 0 ? `${mebibytes} MiB` : `${maxBytes} bytes`;
  return new DomainError('file_too_large', `The file may have at most ${limit}`, { field });
}
