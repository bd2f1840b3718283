import { z } from 'zod';
import { type Environment, withoutEmpty } from '../../environment/read-environment.ts';
import { flag, port } from '../../environment/variable-types.ts';
import type { DatabaseOptions } from '../platform-options.ts';
import { choose } from './choice.ts';

const host = z
  .string()
  .transform(hostInUrl)
  .pipe(z.string('must be the name or the address of a host, or the folder of a socket'));

/** What processes read that use a PostgreSQL which runs already. */
export const databaseSchema = z.object({
  POSTGRES_HOST: host.describe('Host of PostgreSQL: a name, an address or the folder of a socket'),
  POSTGRES_PORT: port.default(5432).describe('Port of PostgreSQL'),
  POSTGRES_USER: z.string().describe('User of the database'),
  POSTGRES_PASSWORD: z.string().describe('Password of the user'),
  POSTGRES_DB: z.string().describe('Name of the database'),
});

/** What processes read that reach Cloud SQL by its connector. */
export const cloudSqlSchema = z.object({
  CLOUD_SQL_INSTANCE: z
    .string()
    .regex(/^[^:\s]+(?::[^:\s]+){2,3}$/, 'must be project:region:instance')
    .describe('Instance, as `project:region:instance`'),
  CLOUD_SQL_IP: z
    .enum(['private', 'public', 'psc'], 'must be one of private, public, psc')
    .default('private')
    .describe('Which address of the instance: `private`, `public` or `psc`'),
  CLOUD_SQL_IAM: flag
    .default(false)
    .describe('Logs in as the service account; then there is no password'),
  POSTGRES_USER: z
    .string()
    .describe('User of the database; with IAM the account without `.gserviceaccount.com`'),
  POSTGRES_PASSWORD: z.string().optional().describe('Password of the user, unless IAM logs in'),
  POSTGRES_DB: z.string().describe('Name of the database'),
});

const cloudSqlWithPassword = cloudSqlSchema.extend({ POSTGRES_PASSWORD: z.string() });

/** What reads the database that `env` asks for. */
export function databasePart(env: Environment): z.ZodType<DatabaseOptions> {
  if (choose(env).database === 'postgres') return databaseSchema.transform(postgresOptions);
  const isIam = flag.safeParse(withoutEmpty(env).CLOUD_SQL_IAM).data;
  return (isIam ? cloudSqlSchema : cloudSqlWithPassword).transform(cloudSqlOptions);
}

/** An address of IPv6 has colons of its own, and the folder of a socket slashes. */
function hostInUrl(text: string): string | undefined {
  if (/^[\w.-]+$/.test(text)) return text;
  if (text.startsWith('/')) return encodeURIComponent(text);
  const address = text.replace(/^\[(.*)\]$/, '$1');
  return z.ipv6().safeParse(address).success ? `[${address}]` : undefined;
}

function postgresOptions(given: z.output<typeof databaseSchema>): DatabaseOptions {
  const { POSTGRES_HOST: inUrl, POSTGRES_PORT: number, POSTGRES_DB: name } = given;
  const login = [given.POSTGRES_USER, given.POSTGRES_PASSWORD].map(encodeURIComponent).join(':');
  const url = `postgres://${login}@${inUrl}:${number}/${encodeURIComponent(name)}`;
  return { kind: 'postgres', url };
}

function cloudSqlOptions(given: z.output<typeof cloudSqlSchema>): DatabaseOptions {
  const { CLOUD_SQL_INSTANCE: instance, CLOUD_SQL_IP: ip, POSTGRES_PASSWORD: password } = given;
  return {
    kind: 'cloudsql',
    ...{ instance, ip, user: given.POSTGRES_USER, database: given.POSTGRES_DB },
    password: given.CLOUD_SQL_IAM ? undefined : password,
  };
}
