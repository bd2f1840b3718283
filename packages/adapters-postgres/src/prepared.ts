import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';

const names = new Map<string, string>();
/** Several times as many as there are; a text that differs each time must not fill the memory of the server. */
const mostNames = 500;

/**
 * A statement that each connection parses and plans only once: for most statements here, that takes
 * longer than running them. Only single statements with parameters can be had so.
 */
export function prepared(text: string, values: readonly unknown[] | undefined): QueryConfig {
  if (!values) return { text };
  const name = text.includes(';') ? undefined : nameOf(text);
  return name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
}

/** The same in all processes, so that the server's statistics and log have one name for one text. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
