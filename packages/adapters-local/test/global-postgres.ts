import { writeFile } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { choosePostgres } from './support/postgres/choose-postgres.ts';

/**
 * One server for the whole run; tests make databases of their own in it. Which one it was is told
 * after the tests, also to the file that POSTGRES_NOTE names.
 */
export async function setup({ provide, vitest }: TestProject): Promise<() => Promise<void>> {
  const { POSTGRES_IMAGE, POSTGRES_NOTE } = process.env;
  const server = await choosePostgres(POSTGRES_IMAGE);
  provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    vitest.logger.log(server.description);
    if (POSTGRES_NOTE) await writeFile(POSTGRES_NOTE, server.description);
  };
}
