import { StartupError } from '../process/startup-error.ts';

/** The environment is not as it must be; the message names every variable at fault. */
export class EnvironmentError extends StartupError {
  constructor(faults: readonly string[]) {
    super(`The environment is not complete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}
