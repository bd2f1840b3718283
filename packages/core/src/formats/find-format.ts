import { DomainError } from '../errors/domain-error.ts';
import type { AudioFormat } from './audio-format.ts';
import type { FormatName } from './format-name.ts';
import { formatTable } from './format-table.ts';

const byName = new Map(
  formatTable.flatMap((format) => [format.name, ...format.aliases].map((name) => [name, format])),
);

/** The format of a row's own name. */
export function formatNamed(name: FormatName): AudioFormat {
  return findFormat(name);
}

/**
 * The format that a person means by `text`: a name or an alias, in any letter case.
 * @throws DomainError `unsupported_format` when there is none; the message lists those there are.
 */
export function findFormat(text: string): AudioFormat {
  const format = byName.get(text.toLowerCase());
  if (format) return format;
  const known = formatTable.map(({ name }) => name).join(', ');
  throw new DomainError(
    'unsupported_format',
    `newFormat must be one of ${known}; got ${JSON.stringify(text.slice(0, 40))}`,
    { field: 'newFormat' },
  );
}
