import { uploadRepositoryContract } from '@cloudconvert/testing';
import { PgUploadRepository } from '../src/index.ts';
import { openDatabase, userSource } from './support/open-database.ts';

uploadRepositoryContract('PgUploadRepository', async () => {
  const { pool, close } = await openDatabase();
  return { uploads: new PgUploadRepository(pool), newUserId: userSource(pool), close };
});
