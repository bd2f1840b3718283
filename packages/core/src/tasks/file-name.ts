import { DomainError } from '../errors/domain-error.ts';

const maxLength = 255;
const controlCharacter = /\p{Cc}/u;
const extension = /\.([a-z0-9]{1,10})$/i;

/**
 * Accepts the name that a person gave a file. It is kept as it is and shown again, so it may hold
 * anything that can be shown.
 * @throws DomainError `invalid_field` when it is empty, too long or holds control characters.
 */
export function checkFileName(name: string): string {
  if (name.length > 0 && name.length <= maxLength && isPrintable(name)) return name;
  throw new DomainError(
    'invalid_field',
    `The name of the file must have 1 to ${maxLength} characters and no control characters`,
    { field: 'fileName' },
  );
}

function isPrintable(name: string): boolean {
  return name.isWellFormed() && !controlCharacter.test(name);
}

/** The extension in lower case without the dot, or `null` where the name has none. */
export function extensionOf(name: string): string | null {
  return extension.exec(name)?.[1]?.toLowerCase() ?? null;
}

/** The name of the converted file: the original's with another extension. */
export function renameTo(name: string, newExtension: string): string {
  return `${name.replace(extension, '')}.${newExtension}`;
}
