import { StartupError } from '../process/startup-error.ts';

/** The environment is not as it must be; the message names every variable at fault. */
export class EnvironmentError extends StartupError {
  constructor(faults: readonly string[]) {
    super(
      `These environment variables are missing or malformed:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}
