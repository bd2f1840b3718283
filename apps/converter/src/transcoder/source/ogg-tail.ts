import { readHead, readTail } from './read-part.ts';

/** RFC 3533, 6: a page has a header of 27 bytes, up to 255 lacing values and segments of 255 bytes. */
const headerLength = 27;
const maxPageLength = headerLength + 255 + 255 * 255;
const capturePattern = 'OggS\0';

/** Whether this is an Ogg file whose last page is not whole, as only one that was cut off has. */
export async function endsInsidePage(path: string): Promise<boolean> {
  const head = await readHead(path, capturePattern.length);
  if (head.toString('latin1') !== capturePattern) return false;
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
