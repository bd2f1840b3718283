import { type FileHandle, open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { attempt, storageError } from './storage-error.ts';

/** Pieces from a network are small; about as many bytes of them go to the file at once. */
const bufferBytes = 1024 * 1024;

const ownerOnly = 0o600;

type Callback = (error?: Error | null) => void;

/** A new file at `path`. */
export async function createFile(path: string): Promise<Writable> {
  return new FileWritable(await attempt(() => open(path, 'wx', ownerOnly)));
}

/** Its errors are those of the storage, so that they differ from the source's. */
class FileWritable extends Writable {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    super({ highWaterMark: bufferBytes, decodeStrings: true });
    this.#handle = handle;
  }

  override _write(piece: Buffer, _: BufferEncoding, callback: Callback): void {
    settle(writeAll(this.#handle, [piece]), callback);
  }

  override _writev(pieces: readonly { readonly chunk: Buffer }[], callback: Callback): void {
    const buffers = pieces.map(({ chunk }) => chunk);
    settle(writeAll(this.#handle, buffers), callback);
  }

  override _destroy(error: Error | null, callback: Callback): void {
    settle(this.#handle.close(), (closing) => callback(error ?? closing));
  }
}

/** The system may take less than it is given, above all just before a disk is full. */
async function writeAll(handle: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces);
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  if (bytesWritten === size) return;
  let left = Buffer.concat(pieces).subarray(bytesWritten);
  while (left.length > 0) left = left.subarray((await handle.write(left)).bytesWritten);
}

function settle(action: Promise<void>, callback: Callback): void {
  action.then(
    () => callback(),
    (error) => callback(storageError(error)),
  );
}
