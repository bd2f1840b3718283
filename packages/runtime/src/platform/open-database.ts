import { openPostgresPool } from '@cloudconvert/adapters-local';
import type { Logger } from '@cloudconvert/core';
import type { Pool } from 'pg';
import type { Releasers } from '../process/releasers.ts';
import type { DatabaseOptions } from './platform-options.ts';

/** Enough for every conversion's progress, the queue's workers and its listener at once. */
const maxConnections = 20;

export function openDatabase({ url }: DatabaseOptions, releasers: Releasers, logger: Logger): Pool {
  const pool = openPostgresPool({ url, max: maxConnections, logger });
  releasers.add('database', () => pool.end());
  return pool;
}
