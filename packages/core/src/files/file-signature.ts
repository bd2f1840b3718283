import { DomainError } from '../errors/domain-error.ts';

/** How many bytes from the beginning of a file are enough to judge it. */
export const signatureLength = 16;

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/**
 * Beginnings of files that are certainly no sound, most of them from the list of file signatures of
 * IANA's media types. Playlists are among them since they make a decoder read other files.
 */
const foreign = [
  '\x7fELF',
  '\x89PNG',
  'GIF8',
  '\xff\xd8\xff',
  'PK\x03\x04',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  '%PDF',
  '#EXTM3U',
  'ffconcat',
  '[playlist]',
  '<?xml',
  '<!DOCTYPE',
  '<html',
].map(latin1);

/**
 * Refuses what can't be audio by its first bytes, so that the person learns it at once.
 * @param field by which the file came, if by one
 * @throws DomainError `not_audio`
 */
export function checkSignature(head: Uint8Array, field?: string): void {
  if (head.length === 0) throw notAudio('The file is empty', field);
  if (foreign.some((signature) => startsWith(head, signature))) {
    throw notAudio('The file is not audio, whatever its name says', field);
  }
}

function startsWith(bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function notAudio(message: string, field?: string): DomainError {
  return new DomainError('not_audio', message, field === undefined ? {} : { field });
}
