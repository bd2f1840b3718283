import { Pool, type PoolConfig } from 'pg';

/** A pool whose lost connections are nobody's worry. */
export function openPool(url: string, config: PoolConfig = {}): Pool {
  const pool = new Pool({ ...config, connectionString: url });
  pool.on('error', () => undefined);
  return pool;
}
