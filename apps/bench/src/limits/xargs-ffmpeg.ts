import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { RunError } from '../errors/command-error.ts';
import { runProgram } from './run-program.ts';
import type { FfmpegCommand } from './watch-ffmpeg.ts';

export interface Batch {
  readonly command: FfmpegCommand;
  readonly input: string;
  readonly folder: string;
  /** How many times the input is converted. */
  readonly length: number;
  /** Whether each result is on the disk before the next one is begun, as the service has it. */
  readonly isSynced: boolean;
}

/** How many seconds it takes one after the other on each core, by nobody's service. */
export async function xargsFfmpeg(batch: Batch, stop: AbortSignal): Promise<number> {
  const numbers = Array.from({ length: batch.length }, (_, index) => index);
  const output = (name: number | string) => join(batch.folder, `out-${name}`);
  const conversion = batch.command.withFiles(batch.input, output('{}'));
  const command = batch.isSynced ? thenSync(output('{}'), conversion) : conversion;
  const xargs = ['xargs', '-P', String(availableParallelism()), '-I', '{}', ...command];
  const startedAt = performance.now();
  await runProgram(xargs, { input: numbers.join('\n'), stop });
  const seconds = (performance.now() - startedAt) / 1000;
  for (const number of numbers) await checkResult(output(number));
  return seconds;
}

function thenSync(path: string, command: readonly string[]): readonly string[] {
  return ['sh', '-c', '"$@" && exec sync --data "$0"', path, ...command];
}

/** A limit that was reached by doing nothing is none. */
async function checkResult(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size === 0) throw new RunError(`ffmpeg wrote nothing into ${path}: try again.`);
}
