import { DomainError } from './domain-error.ts';

/** Whether a transaction certainly did not happen: a database that went away may have committed it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && error.code !== 'database_unavailable';
}
