import { DomainError } from '../errors/domain-error.ts';
import { keepsBidiRule } from './bidi-rule.ts';
import { isOfOneScript } from './one-script.ts';

const maxLength = 64;
/** RFC 8264, 9.18: letters, marks and digits; 9.11: the visible part of ASCII; 9.6: exceptions. */
const identifier =
  /^[\x21-\x7e\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Nd}\p{Mn}\p{Mc}\u06fd\u06fe\u0f0b\u3007]+$/u;
/** RFC 8264, 9.9 and 9.13, and a mark that has nothing to be on. */
const barred = /^\p{M}|[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]|\p{Default_Ignorable_Code_Point}/u;
/** All with a wide or narrow decomposition (UAX 11). */
const ofOtherWidth = /[\u3000\uff01-\uffee]/g;

/**
 * The name as it is kept: in the usual width and composed, in the letter case that was given. It follows the
 * profile UsernameCaseMapped of RFC 8265 without the characters that depend on those around them, and is
 * of one script (UTS 39).
 * @throws DomainError `invalid_field`
 */
export function checkUsername(given: string): string {
  const username = normalised(given);
  if (username.length > maxLength || !username.split(/(?<! ) +(?! )/).every(isUserPart)) {
    throw refused(
      `username must have 1 to ${maxLength} letters, digits and ASCII characters, with spaces only between them`,
    );
  }
  if (isOfOneScript(username)) return username;
  throw refused('username must not mix letters of several scripts, such as Latin and Cyrillic');
}

/** What is the same for all spellings of one name (RFC 8265, 3.3.3). */
export function usernameKey(username: string): string {
  return normalised(normalised(username).toLowerCase());
}

function normalised(text: string): string {
  return text.replaceAll(ofOtherWidth, (one) => one.normalize('NFKC')).normalize('NFC');
}

/** RFC 8265, 3.1. */
function isUserPart(part: string): boolean {
  const isIdentifier = identifier.test(part) && !barred.test(part);
  // RFC 8264, 9.17: what is only another form of other characters.
  return isIdentifier && part.normalize('NFKC') === part && keepsBidiRule(part);
}

function refused(message: string): DomainError {
  return new DomainError('invalid_field', message, { field: 'username' });
}
