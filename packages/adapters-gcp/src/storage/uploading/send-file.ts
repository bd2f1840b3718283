import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Checksum } from '../objects/checksum.ts';
import type { WholeFile } from './resumable-session.ts';
import type { SessionUpload } from './session-upload.ts';
import type { Sent } from './upload.ts';

const pieceBytes = 256 * 1024;

/**
 * What is at `path`, read once before it is sent: the server compares the checksum before anybody
 * can see the file.
 */
export async function measureFile(path: string, signal?: AbortSignal): Promise<WholeFile> {
  const { size } = await stat(path);
  const checksum = new Checksum();
  for await (const piece of readFrom(path, 0, size, signal)) checksum.add(piece);
  return { size, crc32c: checksum.toString() };
}

/** Sends the file at `path` in one request, or from where that broke off in further ones. */
export async function sendFile(
  upload: SessionUpload,
  path: string,
  whole: WholeFile,
): Promise<Sent> {
  const { size } = whole;
  const from = (place: number) => (place === size ? new Uint8Array() : readFrom(path, place, size));
  return { whole, state: await upload.send({ start: 0, end: size, whole, from }) };
}

/** Not beyond `size`, should the file grow. */
function readFrom(path: string, start: number, size: number, signal?: AbortSignal): Readable {
  const end = Math.max(start, size - 1);
  const options = { start, end, highWaterMark: pieceBytes, ...(signal && { signal }) };
  return createReadStream(path, options);
}
