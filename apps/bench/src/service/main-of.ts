import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RunError } from '../errors/command-error.ts';

/**
 * What Node runs to start an app, where this one lies beside it in the repository.
 * @throws RunError where it does not, as in an image
 */
export function mainOf(app: 'api' | 'converter'): string {
  const main = fileURLToPath(new URL(`../../../${app}/src/main.ts`, import.meta.url));
  if (existsSync(main)) return main;
  throw new RunError('There is no service here to start: name one that runs with --target.');
}
