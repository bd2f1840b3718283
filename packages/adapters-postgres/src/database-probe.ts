import { type DatabaseProbe, orAborted } from '@cloudconvert/core';
import type { Pool, PoolClient } from 'pg';
import { takeClient } from './bounded.ts';
import { unavailable } from './errors.ts';

const never = new AbortController().signal;

/** Asks for an answer on a client of `pool`; one that owes it when `signal` aborts is closed. */
export function probeDatabase(pool: Pool): DatabaseProbe {
  return async (signal = never) => {
    try {
      await ask(await takeClient(pool, signal), signal);
    } catch (error) {
      throw unavailable(error);
    }
  };
}

async function ask(client: PoolClient, signal: AbortSignal): Promise<void> {
  client.on('error', ignore);
  try {
    await orAborted(client.query('select 1'), signal);
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.removeListener('error', ignore);
  client.release();
}

/** The query rejects with the same error. */
function ignore(): void {}
