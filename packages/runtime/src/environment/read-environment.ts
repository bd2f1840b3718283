import type { z } from 'zod';
import { EnvironmentError } from './environment-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

type Parts = Readonly<Record<string, z.ZodType>>;

/**
 * What each of `parts` reads of the environment. A variable that is set to nothing counts as not set,
 * as it does in compose files and unit files.
 * @throws EnvironmentError that names every variable at fault, whichever part reads it
 */
export function readEnvironment<P extends Parts>(
  parts: P,
  env: Environment,
): { readonly [K in keyof P]: z.output<P[K]> } {
  const given = withoutEmpty(env);
  const results = Object.entries(parts).map(
    ([name, part]) => [name, part.safeParse(given)] as const,
  );
  const issues = results.flatMap(([, { error }]) => error?.issues ?? []);
  if (issues.length > 0) throw new EnvironmentError(faultsOf(issues, given));
  return Object.fromEntries(results.map(([name, { data }]) => [name, data])) as {
    [K in keyof P]: z.output<P[K]>;
  };
}

/** The variables that are set to something. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value));
}

/** Several parts may read one variable. */
function faultsOf(issues: readonly z.core.$ZodIssue[], env: Environment): readonly string[] {
  return [...new Set(issues.map((issue) => describe(issue, env)))];
}

function describe({ path, message }: z.core.$ZodIssue, env: Environment): string {
  const name = path.join('.');
  return env[name] ? `${name}: ${message}` : `${name} is missing`;
}
