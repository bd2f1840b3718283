import { DomainError } from '../../errors/domain-error.ts';
import { originalKey, uploadKey } from '../../files/file-key.ts';
import { checkSignature, signatureLength } from '../../files/file-signature.ts';
import { removeOrLeave } from '../../files/remove-or-leave.ts';
import type { FileStorage, StoredFile } from '../../ports/file-storage.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Logger } from '../../ports/logger.ts';
import type { PendingUpload } from '../../uploads/pending-upload.ts';
import type { Upload } from '../tasks/receive-upload.ts';
import { uploadIncomplete, uploadMismatch } from './upload-errors.ts';

interface Dependencies {
  readonly storage: FileStorage;
  readonly newId: IdSource;
  readonly logger: Logger;
}

/**
 * Copies the bytes of `pending` to where nobody but us writes, and verifies the copy: whoever has the
 * upload's URL could change the bytes after they were verified in their first place. The file id is
 * new each time, so that of two claims of one upload none touches what the other has verified.
 * @throws DomainError `upload_incomplete`, `upload_mismatch`, `not_audio`; nothing stays then
 */
export async function claimUpload(
  deps: Dependencies,
  pending: PendingUpload,
  signal?: AbortSignal,
): Promise<Upload> {
  const { storage, newId, logger } = deps;
  const fileId = newId();
  const file = await copy(storage, pending.id, fileId, signal);
  try {
    await verify(storage, file, pending, signal);
    return { fileId, file };
  } catch (error) {
    await removeOrLeave(logger, (soon) => storage.delete(file.key, soon));
    throw error;
  }
}

async function copy(
  storage: FileStorage,
  uploadId: string,
  fileId: string,
  signal?: AbortSignal,
): Promise<StoredFile> {
  try {
    return await storage.copy(uploadKey(uploadId), originalKey(fileId), signal);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') throw uploadIncomplete();
    throw error;
  }
}

async function verify(
  storage: FileStorage,
  { key, size }: StoredFile,
  announced: PendingUpload,
  signal?: AbortSignal,
): Promise<void> {
  if (size !== announced.size) {
    throw uploadMismatch(`${size} bytes, not the ${announced.size} announced; open another upload`);
  }
  if (announced.md5 !== null && (await storage.md5(key, signal)) !== announced.md5) {
    throw uploadMismatch('the MD5 is another; send the bytes again in another upload');
  }
  checkSignature(await headOf(storage, key, signal));
}

async function headOf(
  storage: FileStorage,
  key: StoredFile['key'],
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const head: number[] = [];
  const range = { start: 0, end: signatureLength - 1 };
  for await (const piece of await storage.read(key, range, signal)) head.push(...piece);
  return Uint8Array.from(head);
}
