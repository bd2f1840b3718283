import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../errors/command-error.ts';
import type { GivenOptions, ScenarioContext } from '../scenarios/scenario.ts';
import { type Sound, usualSound } from './usual-sound.ts';

/**
 * The file that a person names, else the usual sound.
 * @throws UsageError
 */
export async function readSound({ file }: GivenOptions, context: ScenarioContext): Promise<Sound> {
  if (file === undefined) return usualSound(context);
  try {
    return { name: basename(file), bytes: await readFile(file) };
  } catch (cause) {
    throw new UsageError(`--file: "${file}" can't be read. Name an audio file.`, { cause });
  }
}
