import type { Logger } from '@cloudconvert/core';
import type { Pool } from 'pg';
import type { Db, PoolCounts } from 'pg-boss';
import { prepared } from '../prepared.ts';
import type { Queryable } from '../query.ts';
import { ChannelListener } from './channel-listener.ts';

type Listen = NonNullable<Db['listen']>;

/** Lets pg-boss work on a pool that is not its own. */
export class PoolDatabase implements Db {
  readonly #pool: Pool;
  readonly #logger: Logger;
  #listener: ChannelListener | undefined;
  #isConsumer = false;

  constructor(pool: Pool, logger: Logger) {
    this.#pool = pool;
    this.#logger = logger;
  }

  executeSql(text: string, values?: unknown[]) {
    return this.#pool.query(prepared(text, values));
  }

  poolCounts(): PoolCounts {
    const { totalCount, idleCount, waitingCount, options } = this.#pool;
    return { max: options.max, total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  /** Where jobs are announced, once pg-boss has said so. */
  get channel(): string | undefined {
    return this.#listener?.channel;
  }

  async listen(...[channel, onNotification, onReconnect]: Parameters<Listen>) {
    const listener = new ChannelListener(this.#pool, this.#logger, {
      channel,
      onNotification,
      onSubscribed: onReconnect,
    });
    this.#listener = listener;
    if (this.#isConsumer) listener.start();
    return { close: () => listener.close() };
  }

  /** A process that only sends jobs spends no connection on hearing of them. */
  startListening(): void {
    this.#isConsumer = true;
    this.#listener?.start();
  }
}

/** Lets pg-boss work inside somebody's transaction. */
export function databaseOf(client: Queryable): Db {
  return { executeSql: (text, values) => client.query(prepared(text, values)) };
}
