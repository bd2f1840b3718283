import { type FileHandle, open } from 'node:fs/promises';

/** Tags stand before the sound, or before what tells of it, and may take some room. */
const beginningLength = 64 * 1024;

/** An open file of which the beginning has been read, where most headers are. */
export class SoundFile implements AsyncDisposable {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** All of it where it is short. */
  readonly beginning: Buffer;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, size: number, beginning: Buffer) {
    this.path = path;
    this.#handle = handle;
    this.size = size;
    this.beginning = beginning;
  }

  static async open(path: string): Promise<SoundFile> {
    const handle = await open(path);
    try {
      const reading = bytesOf(handle, 0, beginningLength);
      const [{ size }, beginning] = await Promise.all([handle.stat(), reading]);
      return new SoundFile(path, handle, size, beginning);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The bytes from `start` on, at most `length`. */
  async read(start: number, length: number): Promise<Buffer> {
    const end = start + length;
    if (end <= this.beginning.length) return this.beginning.subarray(start, end);
    return bytesOf(this.#handle, start, length);
  }

  /** The bytes from `start` on, as many as there are and `memory` takes; they lie in `memory`. */
  readInto(memory: Buffer, start: number): Promise<Buffer> {
    return readInto(this.#handle, memory, start);
  }

  /** The last bytes, at most `length`. */
  readTail(length: number): Promise<Buffer> {
    return this.read(Math.max(0, this.size - length), length);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }
}

function bytesOf(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  return readInto(handle, Buffer.alloc(length), start);
}

async function readInto(handle: FileHandle, memory: Buffer, start: number): Promise<Buffer> {
  const { bytesRead } = await handle.read(memory, 0, memory.length, start);
  return memory.subarray(0, bytesRead);
}
