import { readdirSync, readFileSync } from 'node:fs';

/** The processes whose command line holds `text`, zombies and this one left out. */
export function processesWith(text: string): readonly number[] {
  return processes().filter((pid) => pid !== process.pid && commandOf(pid).includes(text));
}

export function isThere(pid: number): boolean {
  return processes().includes(pid);
}

/** The shells that a process has started to run tools. */
export function toolShells(parent: number | undefined = process.pid): readonly number[] {
  return childrenOf(parent).filter((pid) => commandOf(pid).startsWith('/bin/sh -c '));
}

/** What those of this process have started and has no tool yet. */
export function waitingForTools(): readonly number[] {
  return toolShells()
    .flatMap((shell) => childrenOf(shell))
    .filter((pid) => commandOf(pid) === '/bin/sh ');
}

function childrenOf(parent: number): readonly number[] {
  const isTheirs = new RegExp(`^PPid:\\s${parent}$`, 'm');
  return processes().filter((pid) => isTheirs.test(fileOf(pid, 'status')));
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
