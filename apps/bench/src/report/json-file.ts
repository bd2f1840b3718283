import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RunError, UsageError } from '../errors/command-error.ts';

/**
 * Before the run, which may take long.
 * @throws UsageError when nothing can be written there
 */
export async function checkJsonPath(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new UsageError(
      `--json: nothing can be written into the folder of "${path}". Name another one.`,
      { cause },
    );
  }
}

export async function writeJson(path: string, value: unknown): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
  } catch (cause) {
    throw new RunError(`--json: "${path}" could not be written. Name another file.`, { cause });
  }
}
