import { FsFileStorage } from '@cloudconvert/adapters-local';
import type { FileStorage } from '@cloudconvert/core';
import type { StorageOptions } from './platform-options.ts';

export function openStorage({ root }: StorageOptions): Promise<FileStorage> {
  return FsFileStorage.open({ root });
}
