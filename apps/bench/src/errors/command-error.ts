/** Why the program ends before its time, in a sentence for the person who started it: no stack is shown. */
export abstract class CommandError extends Error {
  abstract readonly exitCode: number;
}

/** The command line can't be meant so. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
  readonly exitCode = 2;
}

/** The run could not come to its end. */
export class RunError extends CommandError {
  override readonly name = 'RunError';
  readonly exitCode = 1;
}

export class Stopped extends CommandError {
  override readonly name = 'Stopped';
  readonly exitCode: number;

  constructor(signalName: string, signalNumber: number) {
    super(`Stopped by ${signalName}.`);
    // As a shell tells of it.
    this.exitCode = 128 + signalNumber;
  }
}
