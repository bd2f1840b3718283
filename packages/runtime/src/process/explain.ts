import { DomainError, type ErrorCode } from '@cloudconvert/core';
import { StartupError } from './startup-error.ts';

/** What the operating system or PostgreSQL refuses, and what the person at the keyboard can do. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space, then start again.',
  EDQUOT: 'The disk quota is used up. Free some space, then start again.',
  EACCES: 'This user may not write there. Choose another DATA_DIR or change its permissions.',
  EPERM: 'This user may not do that there. Choose another DATA_DIR or change its permissions.',
  ENOTDIR: 'A part of this path is a file, not a folder. Choose another DATA_DIR.',
  EEXIST: 'There is a file where a folder must be. Choose another DATA_DIR.',
  EROFS: 'The file system is read-only. Choose another DATA_DIR.',
  ENAMETOOLONG: 'This path is too long. Choose another DATA_DIR.',
  ELOOP: 'This path leads in a circle. Choose another DATA_DIR.',
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  '28P01': 'PostgreSQL refuses the login. Check POSTGRES_USER and POSTGRES_PASSWORD.',
  '28000': 'PostgreSQL refuses the login. Check POSTGRES_USER and who may come from this address.',
  '3D000': 'PostgreSQL has no such database. Check POSTGRES_DB, or create it.',
};

/** Where what a running service says of an outage would mislead whoever starts it. */
const atStart: Partial<Record<ErrorCode, string>> = {
  database_unavailable: 'The database is out of reach: check POSTGRES_HOST and POSTGRES_PORT',
};

/** The sentence for a reason not to start that a person can mend; `undefined` for all others. */
export function explain(error: unknown): string | undefined {
  if (error instanceof StartupError) return error.message;
  if (error instanceof DomainError) return withCause(error);
  if (!(error instanceof Error)) return undefined;
  return remedyFor(error) ?? explain(error.cause);
}

function remedyFor(error: Error): string | undefined {
  const { code = '', path, syscall } = error as NodeJS.ErrnoException;
  const noFolder = syscall === 'mkdir' ? cannotMakeFolder(code) : undefined;
  const remedy = remedies[code] ?? noFolder;
  return remedy && path ? `${path}: ${remedy}` : remedy;
}

/** What a file system says that takes no folder depends on its kind: /proc says ENOENT. */
function cannotMakeFolder(code: string): string {
  return `No folder can be made here (${code}). Choose another DATA_DIR.`;
}

/** To whoever starts the service, the cause may be told. */
function withCause({ code, message, cause }: DomainError): string {
  const remedy = cause instanceof Error ? remedyFor(cause) : undefined;
  if (remedy) return remedy;
  const sentence = atStart[code] ?? message;
  return cause instanceof Error ? `${sentence} (${cause.message})` : sentence;
}
