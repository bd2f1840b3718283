import { stat } from 'node:fs/promises';
import { readHead } from './read-part.ts';

const headerLength = 10;
const sizeOffset = 6;

/** Whether a file begins with an ID3 tag that is longer than the file itself. */
export async function endsInsideTag(path: string): Promise<boolean> {
  const head = await readHead(path, headerLength);
  if (head.length < headerLength || head.toString('latin1', 0, 3) !== 'ID3') return false;
  const { size } = await stat(path);
  return tagLength(head.subarray(sizeOffset)) > size;
}

/** Four bytes of seven bits each (ID3v2.4.0, 6.2). */
function tagLength(sizeBytes: Uint8Array): number {
  return sizeBytes.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0) + headerLength;
}
