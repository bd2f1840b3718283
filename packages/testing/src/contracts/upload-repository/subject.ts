import type { PendingUpload, UploadRepository } from '@cloudconvert/core';
import { aPendingUpload } from '../../builders/a-pending-upload.ts';

/** One implementation, ready for use. */
export interface UploadRepositorySubject {
  readonly uploads: UploadRepository;
  /** The id of somebody; another one each time. */
  newUserId(): Promise<number>;
  close?(): Promise<void>;
}

/** Answers the subject, which holds no upload when a test begins. */
export type UploadRepositoryUnderTest = () => UploadRepositorySubject;

/** Records an upload of somebody who has no other. */
export async function insertUpload(
  { uploads, newUserId }: UploadRepositorySubject,
  overrides: Partial<PendingUpload> = {},
): Promise<PendingUpload> {
  const upload = aPendingUpload({ userId: await newUserId(), ...overrides });
  await uploads.insert(upload);
  return upload;
}
