import { readdirSync, readFileSync } from 'node:fs';

/** The processes whose command line holds `text`, zombies and this one left out. */
export function processesWith(text: string): readonly number[] {
  return processes().filter((pid) => pid !== process.pid && commandOf(pid).includes(text));
}

/** The shells that this process has started and that wait for a command. */
export function waitingShells(): readonly number[] {
  const isOurs = new RegExp(`^PPid:\\s${process.pid}$`, 'm');
  return processes().filter(
    (pid) => commandOf(pid) === '/bin/sh ' && isOurs.test(fileOf(pid, 'status')),
  );
}

function processes(): readonly number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function commandOf(pid: number): string {
  return fileOf(pid, 'cmdline').replaceAll('\0', ' ');
}

function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    // It has ended since.
    return '';
  }
}
