import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Of the server that runs for the tests, as a superuser. Make a database of your own in it. */
export function postgresUrl(): string {
  return inject('postgresUrl');
}
