import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError, type FileKey, type FileStorage } from '@cloudconvert/core';
import { MemoryFileStorage } from '@cloudconvert/testing';
import { expect, test } from 'vitest';
import { aFile, form, song } from '../support/forms.ts';
import { memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { testApi } from '../support/test-api.ts';
import { anUploadOf, send } from '../support/uploads.ts';

const room = 300_000;

/** Notices only while it writes that the disk is full, as storages on disks do. */
class FullDisk extends MemoryFileStorage {
  override async write(_: FileKey, source: Parameters<FileStorage['write']>[1]): Promise<never> {
    let size = 0;
    const file = new Writable({
      write(piece: Buffer, _encoding, done) {
        size += piece.length;
        setImmediate(() => done(size > room ? new DomainError('storage_full', 'full') : null));
      },
    });
    await pipeline(source, file);
    throw new Error('there was room');
  }
}

test('a disk that becomes full in the middle of a file is not taken for a bad form', async () => {
  const storage = new FullDisk();
  const api = await testApi({ platform: { ...memoryPlatform(), storage } });
  const ada = await api.person();
  const file = aFile('song.wav', Buffer.concat([song, Buffer.alloc(900_000)]));
  for (const init of [
    form(['newFormat', 'mp3'], ['fileName', file]),
    form(['fileName', file], ['newFormat', 'mp3']),
  ]) {
    await expectProblem(ada.fetch('/api/tasks', init), 507, 'storage_full');
  }
  expect(await storedKeys(storage)).toEqual([]);
});

test('a disk that becomes full while a client sends to a place of its own keeps nothing either', async () => {
  const storage = new FullDisk();
  const api = await testApi({ platform: { ...memoryPlatform(), storage } });
  const ada = await api.person();
  const bytes = Buffer.concat([song, Buffer.alloc(900_000)]);
  const upload = await anUploadOf(ada, { size: bytes.length });
  await expectProblem(send(api.fetch, upload, bytes), 507, 'storage_full');
  expect(await storedKeys(storage)).toEqual([]);
  expect((await ada.fetch('/api/tasks')).status).toBe(200);
});
