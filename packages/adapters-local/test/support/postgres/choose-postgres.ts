import { startContainer } from './container-postgres.ts';
import { startEmbedded } from './embedded-postgres.ts';
import { NoContainer } from './no-container.ts';
import type { TestPostgres } from './test-postgres.ts';

const publicImage = 'postgres:18-alpine';

/**
 * A container where a Docker engine can run one, the embedded server elsewhere. Who names an image
 * wants that one and no other.
 */
export async function choosePostgres(namedImage?: string): Promise<TestPostgres> {
  try {
    return await startContainer(namedImage || publicImage);
  } catch (error) {
    if (!(error instanceof NoContainer)) throw error;
    if (!namedImage) return startEmbedded(error.message);
    throw new Error(
      `POSTGRES_IMAGE can't be used (${error.message}). Mend that, or unset POSTGRES_IMAGE to test with the embedded PostgreSQL`,
      { cause: error.cause },
    );
  }
}
