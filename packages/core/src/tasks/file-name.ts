import { DomainError } from '../errors/domain-error.ts';

const maxLength = 255;
const controlCharacter = /\p{Cc}/u;
/**
 * What is not shown but changes how the rest is shown or split: marks of the direction of text (UAX 9),
 * line and paragraph separators, byte order marks and other format characters.
 */
const invisible = /[\p{Cf}\p{Zl}\p{Zp}]/gu;
const extension = /\.([a-z0-9]{1,10})$/i;

/**
 * The name that a person gave a file, as it is kept and shown again: all that can be shown, and nothing that
 * can't.
 * @throws DomainError `invalid_field` when that is empty or too long, or has control characters.
 */
export function checkFileName(given: string): string {
  const name = visibleName(given);
  if (name.length > 0 && name.length <= maxLength && isPrintable(name)) return name;
  throw new DomainError(
    'invalid_field',
    `The name of the file must have 1 to ${maxLength} characters and no control characters`,
    { field: 'fileName' },
  );
}

/** Without what is not shown; names that were accepted long ago may have it. */
export function visibleName(name: string): string {
  return name.replaceAll(invisible, '');
}

function isPrintable(name: string): boolean {
  return name.isWellFormed() && !controlCharacter.test(name);
}

/** The extension in lower case without the dot, or `null` where the name has none. */
export function extensionOf(name: string): string | null {
  return extension.exec(name)?.[1]?.toLowerCase() ?? null;
}
