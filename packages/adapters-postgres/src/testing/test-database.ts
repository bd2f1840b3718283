import { randomUUID } from 'node:crypto';
import { onServer, urlOf } from './server.ts';
import { prepareTemplate } from './template-database.ts';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

const templates = new Map<string, Promise<string>>();

/** A database of a test's own with all tables and queues, on the server of `serverUrl`. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const template = await templateOn(serverUrl);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(serverUrl, `create database ${name} template ${template}`);
  return {
    url: urlOf(serverUrl, name),
    drop: () => run(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Asked for once a process. */
function templateOn(serverUrl: string): Promise<string> {
  const template = templates.get(serverUrl) ?? prepareTemplate(serverUrl);
  templates.set(serverUrl, template);
  return template;
}

async function run(serverUrl: string, statement: string): Promise<void> {
  await onServer(serverUrl, (client) => client.query(statement));
}
