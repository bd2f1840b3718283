import { access, chmod, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Logger } from '@cloudconvert/core';
import { StartupError } from '@cloudconvert/runtime';
import { askTool } from './ask-tool.ts';
import { shippedTools, type ToolName } from './shipped-tools.ts';
import type { Tool, Tools } from './tool.ts';

/** Where to look. */
export interface ToolPlaces {
  /** Paths that the operator chose; nothing else is tried then. */
  readonly ffmpegPath?: string | undefined;
  readonly ffprobePath?: string | undefined;
  /** The value of PATH. */
  readonly searchPath: string;
}

/**
 * The operator's choice, else the first on PATH, else the build that came with this program.
 * @throws StartupError that says what to do
 */
export async function findTools(places: ToolPlaces, logger: Logger): Promise<Tools> {
  const { ffmpegPath, ffprobePath, searchPath } = places;
  return {
    ffmpeg: await find('ffmpeg', ffmpegPath, searchPath, logger),
    ffprobe: await find('ffprobe', ffprobePath, searchPath, logger),
  };
}

async function find(
  name: ToolName,
  chosen: string | undefined,
  searchPath: string,
  logger: Logger,
): Promise<Tool> {
  const variable = `${name.toUpperCase()}_PATH`;
  const paths = chosen ? [chosen] : [...onPath(name, searchPath), ...shippedTools(name)];
  for (const path of paths) {
    const tool = await tryTool(path, logger);
    if (tool) return tool;
  }
  throw new StartupError(
    chosen
      ? `${variable} is ${chosen}, which does not run. Correct it, or unset it to use another ${name}.`
      : `No ${name} runs here. Install it, or set ${variable} to where it is.`,
  );
}

function onPath(name: ToolName, searchPath: string): readonly string[] {
  const directories = searchPath.split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name));
}

async function tryTool(path: string, logger: Logger): Promise<Tool | undefined> {
  if (!(await isThere(path))) return undefined;
  try {
    await makeExecutable(path);
    const version = /version (\S+)/.exec(await askTool(path, '-version'))?.[1];
    return { path, version: version ?? 'unknown' };
  } catch (error) {
    logger.warn({ path, err: error }, 'found, but it does not run');
    return undefined;
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Some packages unpack without the right to execute. */
async function makeExecutable(path: string): Promise<void> {
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
}
