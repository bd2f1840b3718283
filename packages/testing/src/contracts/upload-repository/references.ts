import { randomUUID } from 'node:crypto';
import { originalKey, parseFileKey, uploadKey } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { insertUpload, type UploadRepositoryUnderTest } from './subject.ts';

export function describeUploadReferences(underTest: UploadRepositoryUnderTest): void {
  describe('keys that uploads refer to', () => {
    test('are where their bytes go', async () => {
      const { id } = await insertUpload(underTest());
      const keys = [uploadKey(id), uploadKey(randomUUID())];
      expect(await underTest().uploads.referenced(keys)).toEqual(new Set([uploadKey(id)]));
    });

    test('are also those of an upload that has expired', async () => {
      const { id } = await insertUpload(underTest(), { expiresAt: new Date(0) });
      const keys = [uploadKey(id)];
      expect(await underTest().uploads.referenced(keys)).toEqual(new Set(keys));
    });

    test('are no longer those of an upload that is removed', async () => {
      const { id } = await insertUpload(underTest());
      await underTest().uploads.remove(id);
      expect(await underTest().uploads.referenced([uploadKey(id)])).toEqual(new Set());
    });

    test('are none that only look like them', async () => {
      const { id } = await insertUpload(underTest());
      const others = ['uploads', 'uploads/no-uuid', `uploads/${id}/x`, `uploads/x/${id}`];
      const keys = [...others.map(parseFileKey), originalKey(id), uploadKey(id.toUpperCase())];
      expect(await underTest().uploads.referenced(keys)).toEqual(new Set());
    });

    test('are none when none is asked for', async () => {
      expect(await underTest().uploads.referenced([])).toEqual(new Set());
    });
  });
}
