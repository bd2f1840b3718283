import { type Attendance, attend, type CommandEnd } from './attend.ts';
import { type Surroundings, startChild } from './child.ts';
import { LoneProcess } from './lone-process.ts';

export interface CommandRequest extends Surroundings, Attendance {
  readonly command: readonly string[];
}

/** Runs one command, as `attend` does. */
export async function runCommand(request: CommandRequest): Promise<CommandEnd> {
  request.signal.throwIfAborted();
  return attend(new LoneProcess(startChild(request.command, request)), request);
}
