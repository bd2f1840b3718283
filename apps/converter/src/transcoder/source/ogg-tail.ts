import { pageHeaderLength, pageLength, readFirstPage, readLastPage } from '../headers/ogg-page.ts';

/** Whether this is an Ogg file whose last page is not whole, as only one that was cut off has. */
export async function endsInsidePage(path: string): Promise<boolean> {
  if (!(await readFirstPage(path, pageHeaderLength))) return false;
  const page = await readLastPage(path);
  return page !== undefined && page.length < pageLength(page);
}
