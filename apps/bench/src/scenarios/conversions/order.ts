import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { BenchmarkOrder } from '../../client/benchmark-client.ts';
import { UsageError } from '../../errors/command-error.ts';
import { wavSound } from '../../sound/wav-sound.ts';
import type { GivenOptions, Options } from '../scenario.ts';

const maxTasks = 10_000;

export const conversionOptions = {
  file: { value: 'FILE', help: 'what is converted; else a WAV file of 5 MB, always the same' },
  tasks: { value: 'NUMBER', help: `how many times at once, 1 to ${maxTasks}; else 60` },
  format: { value: 'NAME', help: 'to which format; else ogg' },
} satisfies Options;

export interface ConversionsOrder extends BenchmarkOrder {
  /** What the file is called here. */
  readonly localName: string;
}

/** @throws UsageError */
export async function readOrder(given: GivenOptions): Promise<ConversionsOrder> {
  const { file, tasks = '60', format: newFormat = 'ogg' } = given;
  const taskNumber = readTasks(tasks);
  const localName = file === undefined ? 'generated.wav' : basename(file);
  // Tells the tasks of this run from those of any other.
  const fileName = `benchmark-${randomUUID()}${extname(localName)}`;
  const bytes = new Blob([file === undefined ? wavSound() : await readSound(file)]);
  return { localName, fileName, bytes, taskNumber, newFormat };
}

function readTasks(text: string): number {
  const tasks = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (tasks >= 1 && tasks <= maxTasks) return tasks;
  throw new UsageError(`--tasks must be a whole number from 1 to ${maxTasks}; got "${text}".`);
}

async function readSound(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UsageError(`--file: "${path}" can't be read. Name an audio file.`, { cause });
  }
}
