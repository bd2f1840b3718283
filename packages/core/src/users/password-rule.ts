import { DomainError } from '../errors/domain-error.ts';

const minLength = 5;
const maxLength = 20;

interface Part {
  readonly isMet: (password: string) => boolean;
  readonly text: string;
}

const parts: readonly Part[] = [
  { isMet: hasGoodLength, text: `${minLength} to ${maxLength} characters` },
  { isMet: (password) => /[a-z]/.test(password), text: 'a lowercase letter' },
  { isMet: (password) => /[A-Z]/.test(password), text: 'an uppercase letter' },
  { isMet: (password) => /[0-9]/.test(password), text: 'a digit' },
  { isMet: (password) => /[$#@]/.test(password), text: 'one of $ # @' },
  { isMet: (password) => !/[\s\p{White_Space}]/u.test(password), text: 'no white space' },
];

/** The parts of the rule that `password` doesn't meet, in words; none when it is good. */
export function unmetPasswordParts(password: string): readonly string[] {
  return parts.filter(({ isMet }) => !isMet(password)).map(({ text }) => text);
}

/** @throws DomainError `weak_password` with every part of the rule that is not met. */
export function checkPassword(password: string): void {
  const unmet = unmetPasswordParts(password);
  if (unmet.length === 0) return;
  throw new DomainError('weak_password', `The password must have ${unmet.join(', ')}`, {
    field: 'password1',
  });
}

function hasGoodLength(password: string): boolean {
  // Counted in code points, as a person counts: an emoji is one.
  const length = [...password].length;
  return length >= minLength && length <= maxLength;
}
