import { type FileHandle, open } from 'node:fs/promises';

/** The first bytes of a file, at most `length`. */
export function readHead(path: string, length: number): Promise<Buffer> {
  return readFrom(path, 0, length);
}

/** The last bytes of a file, at most `length`. */
export function readTail(path: string, length: number): Promise<Buffer> {
  return reading(path, async (file) => {
    const { size } = await file.stat();
    return bytesOf(file, Math.max(0, size - length), length);
  });
}

/** The bytes of a file from `start` on, at most `length`. */
export function readFrom(path: string, start: number, length: number): Promise<Buffer> {
  return reading(path, (file) => bytesOf(file, start, length));
}

async function reading<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  await using file = await open(path);
  return await work(file);
}

async function bytesOf(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}
