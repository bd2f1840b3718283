import { statfs } from 'node:fs/promises';

/** What a filesystem has, in bytes. */
interface Capacity {
  readonly total: number;
  /** For those who are not root, as the database never is. */
  readonly free: number;
}

/** Reads the capacity of the filesystem that a folder is on. */
export type ReadCapacity = (folder: string) => Promise<Capacity>;

export const readCapacity: ReadCapacity = async (folder) => {
  const { bsize, blocks, bavail } = await statfs(folder);
  return { total: bsize * blocks, free: bsize * bavail };
};
