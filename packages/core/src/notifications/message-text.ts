/** Makes text safe as content or attribute value of HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Makes a file name safe for one line of a header. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
