import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const temporaryRoot = mkdtempSync(join(tmpdir(), 'cloudconvert-converter-'));
afterAll(() => rmSync(temporaryRoot, { recursive: true, force: true }));

let count = 0;

/** A path that nothing has, in a directory that goes when the tests of this file have ended. */
export function temporaryPath(extension = ''): string {
  count += 1;
  return join(temporaryRoot, `${count}${extension}`);
}

/** A directory of its own. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(temporaryRoot, 'directory-'));
}

/** A file of these bytes. */
export function fileOf(bytes: Uint8Array | string): string {
  const path = temporaryPath();
  writeFileSync(path, bytes);
  return path;
}
