import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RunError } from '../errors/command-error.ts';

/**
 * What Node runs to start an app, where this one lies beside it in the repository: the compiled one, as it
 * is deployed.
 * @throws RunError where there is none
 */
export function mainOf(app: 'api' | 'converter'): string {
  const folder = new URL(`../../../${app}/`, import.meta.url);
  // In an image there is no repository.
  if (!existsSync(folder)) {
    throw new RunError('There is no service here to start: name one that runs with --target.');
  }
  const main = fileURLToPath(new URL('dist/main.js', folder));
  if (existsSync(main)) return main;
  throw new RunError('The service is not compiled: "npm run bench" does so, or "npm run build".');
}
