import pg from 'pg';

/** The first value of the answer to a query. */
export async function ask(url: string, text: string): Promise<unknown> {
  const query = { text, rowMode: 'array' } as const;
  return onClient(url, async (client) => (await client.query(query)).rows[0]?.[0]);
}

/** Runs several statements, one after the other. */
export async function run(url: string, statements: string): Promise<void> {
  await onClient(url, (client) => client.query(statements));
}

async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
