import { constants } from 'node:os';
import { runCommand } from './command/run-command.ts';
import { Stopped } from './errors/command-error.ts';

const stop = new AbortController();

// Node ignores signals where it is the first process of a container, unless somebody listens.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stop.abort(new Stopped(name, constants.signals[name])));
}

process.exitCode = await runCommand(process.argv.slice(2), stop.signal);
