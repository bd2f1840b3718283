import { execFileSync } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';
import { newFolder } from './folder.ts';

const capacity = 1024 * 1024;

/**
 * A folder with room for a megabyte: a filesystem of its own where this user may mount one, else one
 * whose files refuse to grow past that.
 */
export async function smallFolder(): Promise<string> {
  const folder = await newFolder();
  if (!isMounted(folder)) await refuseWrites('ENOSPC', capacity);
  return folder;
}

function isMounted(folder: string): boolean {
  const options = { stdio: 'ignore' } as const;
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${capacity}`, 'none', folder], options);
  } catch {
    return false;
  }
  onTestFinished(() => {
    execFileSync('/bin/umount', ['--lazy', folder], options);
  });
  return true;
}

/** Lets each open file take `capacity` bytes and answers further ones as the system would. */
export async function refuseWrites(code: string, capacity: number): Promise<void> {
  const handle = await open(process.execPath);
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const write: (bytes: Uint8Array) => ReturnType<FileHandle['write']> = prototype.write;
  const written = new WeakMap<FileHandle, number>();
  const refusing = function (this: FileHandle, bytes: Uint8Array) {
    const size = (written.get(this) ?? 0) + bytes.byteLength;
    written.set(this, size);
    if (size <= capacity) return write.call(this, bytes);
    return Promise.reject(Object.assign(new Error(`${code}: write`), { code }));
  };
  const spy = vi.spyOn(prototype, 'write').mockImplementation(refusing as FileHandle['write']);
  onTestFinished(() => spy.mockRestore());
}
