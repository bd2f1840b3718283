import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { mappedPort } from './engine.ts';

export const account = {
  POSTGRES_USER: 'cloudconvert',
  POSTGRES_PASSWORD: randomUUID(),
  POSTGRES_DB: 'cloudconvert',
};

const liveJobs = `
  select count(*)::integer as count from pgboss.job
  where name in ('convert', 'convert-given-up', 'notify')
    and state in ('created', 'retry', 'active')`;

/** The service's database, seen from outside. */
export class Database {
  readonly #containerId: string;

  constructor(containerId: string) {
    this.#containerId = containerId;
  }

  /** Conversions and e-mails that somebody still has to see to. */
  async liveJobs(): Promise<number> {
    const [row] = await this.#query<{ count: number }>(liveJobs);
    return row?.count ?? Number.NaN;
  }

  async fileIds(): Promise<readonly string[]> {
    const rows = await this.#query<{ file_id: string }>('select file_id from cloudconvert.tasks');
    return rows.map(({ file_id }) => file_id);
  }

  async #query<T extends object>(text: string): Promise<readonly T[]> {
    const client = new Client({
      host: '127.0.0.1',
      port: await mappedPort(this.#containerId, 5432),
      user: account.POSTGRES_USER,
      password: account.POSTGRES_PASSWORD,
      database: account.POSTGRES_DB,
    });
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  }
}
