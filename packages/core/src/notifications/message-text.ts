import { visibleName } from '../tasks/file-name.ts';

/** Makes text safe as content or attribute value of HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Makes a file name safe for one line of a header and for text around it. */
export function oneLine(name: string): string {
  return visibleName(name).replaceAll(/\s+/g, ' ').trim();
}
