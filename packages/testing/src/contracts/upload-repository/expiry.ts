import type { PendingUpload } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { insertUpload, type UploadRepositoryUnderTest } from './subject.ts';

const now = new Date('2026-01-01T12:00:00Z');
const before = new Date(now.getTime() - 1);

export function describeExpiredUploads(underTest: UploadRepositoryUnderTest): void {
  const insertMany = (count: number, expiresAt: Date) =>
    Promise.all(Array.from({ length: count }, () => insertUpload(underTest(), { expiresAt })));

  describe('open uploads', () => {
    test("are a person's own that have not expired", async () => {
      const { uploads, newUserId } = underTest();
      const userId = await newUserId();
      for (const expiresAt of [before, now, now]) {
        await insertUpload(underTest(), { userId, expiresAt });
      }
      await insertMany(1, now);
      expect(await uploads.countOpen(userId, now)).toBe(2);
      expect(await uploads.countOpen(userId, new Date(now.getTime() + 1))).toBe(0);
    });

    test('are no longer those that are removed', async () => {
      const { id, userId } = await insertUpload(underTest(), { expiresAt: now });
      await underTest().uploads.remove(id);
      expect(await underTest().uploads.countOpen(userId, now)).toBe(0);
    });
  });

  describe('removing expired uploads', () => {
    test('removes those that expired before, and answers them', async () => {
      const { uploads } = underTest();
      const [expired] = await insertMany(1, before);
      const [pending] = await insertMany(1, now);
      expect(await uploads.removeExpired(now, 10)).toEqual([expired]);
      expect(await uploads.find(expired?.id ?? '')).toBeUndefined();
      expect(await uploads.find(pending?.id ?? '')).toEqual(pending);
    });

    test('removes no more than asked for', async () => {
      const { uploads } = underTest();
      await insertMany(5, before);
      expect(await uploads.removeExpired(now, 3)).toHaveLength(3);
      expect(await uploads.removeExpired(now, 3)).toHaveLength(2);
      expect(await uploads.removeExpired(now, 3)).toEqual([]);
    });

    test('answers each of them to one of several who ask at once', async () => {
      const { uploads } = underTest();
      const inserted = await insertMany(20, before);
      const removed = await Promise.all(
        Array.from({ length: 8 }, () => uploads.removeExpired(now, 5)),
      );
      const rest = await uploads.removeExpired(now, 20);
      expect(idsOf([...removed.flat(), ...rest])).toEqual(idsOf(inserted));
    });

    test('leaves to one what another removes at the same time', async () => {
      const { uploads } = underTest();
      const [{ id } = { id: '' }] = await insertMany(1, before);
      const [expired, isRemoved] = await Promise.all([
        uploads.removeExpired(now, 10),
        uploads.remove(id),
      ]);
      expect(expired.length + Number(isRemoved)).toBe(1);
    });
  });
}

function idsOf(uploads: readonly PendingUpload[]): string[] {
  return uploads.map(({ id }) => id).toSorted();
}
