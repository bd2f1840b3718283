/** A reason not to start that the person who starts the program can mend: no stack is shown. */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}
