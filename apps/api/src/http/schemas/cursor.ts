const pattern = /^after:(\d{1,15})$/;

/** Where a page ended, in a form that clients only hand back. */
export function formatCursor(lastId: number): string {
  return Buffer.from(`after:${lastId}`, 'latin1').toString('base64url');
}

/** The id of the last task on the page before, or `undefined` when `text` is no cursor of ours. */
export function parseCursor(text: string): number | undefined {
  const id = pattern.exec(Buffer.from(text, 'base64url').toString('latin1'))?.[1];
  return id !== undefined && formatCursor(Number(id)) === text ? Number(id) : undefined;
}
