import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScratchDirectory, ScratchSpace } from '@cloudconvert/core';

export const temporaryScratch: ScratchSpace = {
  async open(): Promise<ScratchDirectory> {
    const directory = await mkdtemp(join(tmpdir(), 'scratch-'));
    return {
      input: join(directory, 'in'),
      output: join(directory, 'out'),
      full: new AbortController().signal,
      remove: () => rm(directory, { recursive: true }),
    };
  },
};
