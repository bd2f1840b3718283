import { readdirSync, readFileSync } from 'node:fs';

/** The processes whose command line holds `text`, zombies and this one left out. */
export function processesWith(text: string): readonly number[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => pid !== process.pid && commandOf(pid).includes(text));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    // It has ended since.
    return '';
  }
}
