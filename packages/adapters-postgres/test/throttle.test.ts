import { throttleContract } from '@cloudconvert/testing';
import { PgThrottle } from '../src/index.ts';
import { openDatabase } from './support/open-database.ts';

throttleContract('PgThrottle', async () => {
  const { pool, close } = await openDatabase();
  return {
    throttle: new PgThrottle(pool),
    passTime: async (seconds) => {
      const milliseconds = seconds * 1000;
      await pool.query('update cloudconvert.rate_limits set expire = expire - $1', [milliseconds]);
    },
    close,
  };
});
