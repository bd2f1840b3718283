import { readFile } from 'node:fs/promises';

/**
 * What programs have written and the system has not put on a disk yet; `null` where it doesn't say.
 * By proc_meminfo(5), in kB.
 */
export async function unwrittenBytes(): Promise<number | null> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const lines = [...text.matchAll(/^(?:Dirty|Writeback): +(\d+) kB$/gm)];
  if (lines.length === 0) return null;
  return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}
