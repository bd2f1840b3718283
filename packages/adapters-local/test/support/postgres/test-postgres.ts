import type { Settings } from '../../../src/index.ts';

/** The server that the tests have. */
export interface TestPostgres {
  /** Of a database in it, as a superuser. */
  readonly url: string;
  /** Which one it is, in words. */
  readonly description: string;
  stop(): Promise<void>;
}

/** Losing what the tests wrote would cost nothing, so nothing waits for the disk. */
export const settings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};
