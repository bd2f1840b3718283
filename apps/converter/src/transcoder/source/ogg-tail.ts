import { readTail } from './read-part.ts';

/** RFC 3533, 6: a page has a header of 27 bytes, up to 255 lacing values and segments of 255 bytes. */
const headerLength = 27;
const maxPageLength = headerLength + 255 + 255 * 255;
const capturePattern = 'OggS\0';

/** Whether the last page of an Ogg file is not whole, which only happens when the file was cut off. */
export async function endsInsidePage(path: string): Promise<boolean> {
  const tail = await readTail(path, maxPageLength);
  const start = tail.lastIndexOf(capturePattern, undefined, 'latin1');
  return start >= 0 && tail.length - start < pageLength(tail.subarray(start));
}

function pageLength(page: Buffer): number {
  const segments = page[headerLength - 1] ?? 0;
  const lacing = page.subarray(headerLength, headerLength + segments);
  if (lacing.length < segments) return Number.POSITIVE_INFINITY;
  return lacing.reduce((sum, length) => sum + length, headerLength + segments);
}
