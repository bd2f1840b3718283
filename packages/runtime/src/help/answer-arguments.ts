import { type Help, helpText } from './help-text.ts';

/** The usual code for a wrong command line, as of a shell's own commands. */
const usageError = 2;

/**
 * Answers a command line that asks for something else than a start; `false` where it asks for nothing.
 * The program ends by itself then, with code 0 after `--help` and 2 after what it does not know.
 */
export function isAnswered(help: Help, args: readonly string[]): boolean {
  if (args.length === 0) return false;
  // Whoever reads may leave, as `head` does.
  process.stdout.on('error', () => {});
  const stranger = args.find((arg) => arg !== '--help' && arg !== '-h');
  if (stranger === undefined) process.stdout.write(helpText(help));
  else refuse(help, stranger);
  return true;
}

function refuse({ command }: Help, argument: string): void {
  process.stderr.write(
    `There is no argument "${argument}": "${command} -- --help" prints what can be set.\n`,
  );
  process.exitCode = usageError;
}
