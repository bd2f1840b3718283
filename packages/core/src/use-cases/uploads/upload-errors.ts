import { DomainError } from '../../errors/domain-error.ts';

/** The answer for an upload that never was, has expired, was claimed, or is another person's. */
export function uploadNotFound(): DomainError {
  const message =
    'There is no such upload, or it has expired or become a task already; open another';
  return new DomainError('not_found', message);
}

export function uploadIncomplete(): DomainError {
  const message = 'The bytes of this upload have not arrived; send them to its url first';
  return new DomainError('upload_incomplete', message, { field: 'uploadId' });
}

/** @param what came instead, as the end of a sentence */
export function uploadMismatch(what: string): DomainError {
  return new DomainError('upload_mismatch', `What arrived is not what was announced: ${what}`);
}
