import type { DirectDownloads } from '@cloudconvert/core';

/** The API serves the files of a storage that clients can't reach. */
export const servedHere: DirectDownloads = {
  async urlOf() {
    return undefined;
  },
};
