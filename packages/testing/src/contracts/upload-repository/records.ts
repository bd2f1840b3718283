import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { absentFileIds, absentIds } from '../support/absent.ts';
import { insertUpload, type UploadRepositoryUnderTest } from './subject.ts';

export function describeUploadRecords(underTest: UploadRepositoryUnderTest): void {
  describe('the record of an upload', () => {
    test.each([
      { md5: 'kAFQmDzST7DWlj99KOF/cg==' },
      { md5: null },
      { size: 5_000_000_000 },
      { name: "naïve – 歌 🎵 '; drop table uploads; --.mp3" },
      { contentType: '' },
    ])('is kept as it was: %j', async (overrides) => {
      const upload = await insertUpload(underTest(), overrides);
      expect(await underTest().uploads.find(upload.id)).toEqual(upload);
      expect(await underTest().uploads.findOwn(upload.userId, upload.id)).toEqual(upload);
    });

    test('is found in any letter case', async () => {
      const upload = await insertUpload(underTest());
      const { uploads } = underTest();
      expect(await uploads.find(upload.id.toUpperCase())).toEqual(upload);
      expect(await uploads.findOwn(upload.userId, upload.id.toUpperCase())).toEqual(upload);
    });

    test('is found by its owner only', async () => {
      const upload = await insertUpload(underTest());
      const { uploads, newUserId } = underTest();
      expect(await uploads.findOwn(await newUserId(), upload.id)).toBeUndefined();
    });

    test('is found also when it has expired', async () => {
      const upload = await insertUpload(underTest(), { expiresAt: new Date(0) });
      expect(await underTest().uploads.find(upload.id)).toEqual(upload);
    });

    test.each(absentIds)('is not found by user %d', async (userId) => {
      const { id } = await insertUpload(underTest());
      expect(await underTest().uploads.findOwn(userId, id)).toBeUndefined();
      expect(await underTest().uploads.countOpen(userId, new Date(0))).toBe(0);
    });

    test.each(absentFileIds)('is not there for the id %j', async (id) => {
      const { uploads } = underTest();
      const { userId } = await insertUpload(underTest());
      expect(await uploads.find(id)).toBeUndefined();
      expect(await uploads.findOwn(userId, id)).toBeUndefined();
      expect(await uploads.remove(id)).toBe(false);
    });
  });

  describe('removing an upload', () => {
    test('removes it and no other', async () => {
      const { uploads } = underTest();
      const [upload, other] = [await insertUpload(underTest()), await insertUpload(underTest())];
      expect(await uploads.remove(upload.id)).toBe(true);
      expect(await uploads.find(upload.id)).toBeUndefined();
      expect(await uploads.find(other.id)).toEqual(other);
    });

    test('happens once', async () => {
      const { uploads } = underTest();
      const { id } = await insertUpload(underTest());
      const removals = Array.from({ length: 8 }, () => uploads.remove(id));
      expect((await Promise.all(removals)).filter(Boolean)).toHaveLength(1);
      expect(await uploads.remove(id)).toBe(false);
    });

    test('does nothing where there is none', async () => {
      expect(await underTest().uploads.remove(randomUUID())).toBe(false);
    });
  });
}
