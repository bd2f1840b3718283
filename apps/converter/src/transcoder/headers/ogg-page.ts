import type { SoundFile } from './sound-file.ts';

/** RFC 3533, 6: a page has a header of 27 bytes, up to 255 lacing values and segments of 255 bytes. */
export const pageHeaderLength = 27;
const maxPageLength = pageHeaderLength + 255 + 255 * 255;
const capturePattern = 'OggS\0';

/** The first `length` bytes of a file that begins with a page, `undefined` of any other. */
export function firstPageOf({ beginning }: SoundFile, length: number): Buffer | undefined {
  const head = beginning.subarray(0, length);
  return head.toString('latin1', 0, capturePattern.length) === capturePattern ? head : undefined;
}

/** The file from its last page on, `undefined` where it has none. */
export async function readLastPage(file: SoundFile): Promise<Buffer | undefined> {
  const tail = await file.readTail(maxPageLength);
  const start = tail.lastIndexOf(capturePattern, undefined, 'latin1');
  return start < 0 ? undefined : tail.subarray(start);
}

/** How long a page says that it is, in bytes. */
export function pageLength(page: Buffer): number {
  const segments = page[pageHeaderLength - 1] ?? 0;
  const lacing = page.subarray(pageHeaderLength, pageHeaderLength + segments);
  if (lacing.length < segments) return Number.POSITIVE_INFINITY;
  return lacing.reduce((sum, length) => sum + length, pageHeaderLength + segments);
}
