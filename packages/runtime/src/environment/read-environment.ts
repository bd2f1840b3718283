import type { z } from 'zod';
import { EnvironmentError } from './environment-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables that `schema` describes. A variable that is set to nothing counts as not set, as it
 * does in compose files and unit files.
 * @throws EnvironmentError that names every variable at fault
 */
export function readEnvironment<S extends z.ZodObject>(schema: S, env: Environment): z.output<S> {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new EnvironmentError(result.error.issues.map((issue) => describe(issue, env)));
}

function describe({ path, message }: z.core.$ZodIssue, env: Environment): string {
  const name = path.join('.');
  return env[name] ? `${name}: ${message}` : `${name} is missing`;
}
