import { firstPageOf, pageHeaderLength, pageLength, readLastPage } from '../headers/ogg-page.ts';
import type { SoundFile } from '../headers/sound-file.ts';

/** Whether this is an Ogg file whose last page is not whole, as only one that was cut off has. */
export async function endsInsidePage(file: SoundFile): Promise<boolean> {
  if (!firstPageOf(file, pageHeaderLength)) return false;
  const page = await readLastPage(file);
  return page !== undefined && page.length < pageLength(page);
}
