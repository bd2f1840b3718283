import { stat } from 'node:fs/promises';
import { id3HeaderLength, id3Length } from '../headers/id3-tag.ts';
import { readHead } from '../headers/read-part.ts';

/** Whether a file begins with an ID3 tag that is longer than the file itself. */
export async function endsInsideTag(path: string): Promise<boolean> {
  const length = id3Length(await readHead(path, id3HeaderLength));
  if (length === 0) return false;
  const { size } = await stat(path);
  return length > size;
}
