import { DomainError } from '../errors/domain-error.ts';

const maxLength = 64;
/** Letters, marks, numbers, punctuation and symbols of any script; spaces inside, not around. */
const pattern =
  /^[\p{L}\p{M}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]*[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;

/** @throws DomainError `invalid_field` */
export function checkUsername(username: string): string {
  if (username.length <= maxLength && pattern.test(username)) return username;
  throw new DomainError(
    'invalid_field',
    `username must have 1 to ${maxLength} printable characters and no space around it`,
    { field: 'username' },
  );
}
