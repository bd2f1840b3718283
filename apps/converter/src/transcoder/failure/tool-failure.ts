import { ConversionCrash, ConversionError, MachineTrouble } from '@cloudconvert/core';
import type { CommandEnd } from '../process/attend.ts';
import { notStarted } from '../process/tool-shell.ts';

/** What this machine lacks at the moment, in the words of strerror(3). */
const shortages =
  /No space left on device|Disk quota exceeded|Read-only file system|Permission denied|Too many open files|Resource temporarily unavailable|cannot open shared object file/;

/** The process did not get far enough to say something about the file, or was not let. */
export function toolFailure(tool: string, end: CommandEnd): Error | undefined {
  const { code, signal, isLate, errors } = end;
  if (isLate) return new ConversionError('took_too_long', errors);
  if (signal === 'SIGXFSZ') return new ConversionError('too_large', errors);
  if (notStarted.has(code)) {
    return new MachineTrouble(`${tool} could not be started: ${errors}`);
  }
  if (code !== 0 && shortages.test(errors)) {
    return new MachineTrouble(`${tool} could not work: ${errors}`);
  }
  if (code === null) return new ConversionCrash(`${tool} was ended by ${signal}: ${errors}`);
  return undefined;
}
