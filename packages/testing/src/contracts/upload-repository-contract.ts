import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { describeExpiredUploads } from './upload-repository/expiry.ts';
import { describeUploadRecords } from './upload-repository/records.ts';
import { describeUploadReferences } from './upload-repository/references.ts';
import type { UploadRepositorySubject } from './upload-repository/subject.ts';

export function uploadRepositoryContract(
  name: string,
  open: () => Promise<UploadRepositorySubject>,
): void {
  describe(`${name} as an UploadRepository`, () => {
    let subject: UploadRepositorySubject;
    beforeAll(async () => {
      subject = await open();
    });
    beforeEach(async () => {
      await subject.uploads.removeExpired(new Date('9999-01-01'), 1000);
    });
    afterAll(() => subject?.close?.());
    const underTest = () => subject;
    describeUploadRecords(underTest);
    describeExpiredUploads(underTest);
    describeUploadReferences(underTest);
  });
}
