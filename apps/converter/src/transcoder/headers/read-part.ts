import { open } from 'node:fs/promises';

/** The first bytes of a file, at most `length`. */
export function readHead(path: string, length: number): Promise<Buffer> {
  return readPart(path, length, () => 0);
}

/** The last bytes of a file, at most `length`. */
export function readTail(path: string, length: number): Promise<Buffer> {
  return readPart(path, length, (size) => Math.max(0, size - length));
}

/** The bytes of a file from `start` on, at most `length`. */
export function readFrom(path: string, start: number, length: number): Promise<Buffer> {
  return readPart(path, length, () => start);
}

async function readPart(
  path: string,
  length: number,
  start: (size: number) => number,
): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start(size));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
