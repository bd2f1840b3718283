import { execFileSync } from 'node:child_process';
import { commonSchema, readEnvironment } from '@cloudconvert/runtime';
import { MemoryLogger } from '@cloudconvert/testing';
import { converterConfig, converterSchema } from '../../src/config.ts';
import { findTools } from '../../src/transcoder/tools/find-tools.ts';
import { temporaryPath } from './temporary.ts';

const { common, converter } = readEnvironment(
  { common: commonSchema.pick({ DATA_DIR: true }), converter: converterSchema },
  process.env,
);
/** As an installation without any settings, unless FFMPEG_PATH and FFPROBE_PATH name others. */
export const options = converterConfig(
  { ...common, ...converter },
  { stopGraceSeconds: 0, storage: 'filesystem' },
).transcoder;
/** What the product finds here. */
export const tools = await findTools(options, new MemoryLogger());

/** What ffmpeg prints. */
export function ffmpeg(...args: readonly string[]): string {
  return execFileSync(tools.ffmpeg.path, ['-v', 'error', '-y', ...args], { encoding: 'utf8' });
}

/** A file that ffmpeg makes of `args`, which say all but its name. */
export function made(extension: string, ...args: readonly string[]): string {
  const path = temporaryPath(`.${extension}`);
  ffmpeg(...args, path);
  return path;
}

interface Found {
  readonly format: { readonly format_name: string; readonly duration?: string };
  readonly streams: readonly FoundStream[];
}

interface FoundStream {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly channels: number;
  readonly sample_rate: string;
  readonly bits_per_raw_sample?: string;
}

function ffprobe(path: string, entries: string): unknown {
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'json', path];
  return JSON.parse(execFileSync(tools.ffprobe.path, args, { encoding: 'utf8' }));
}

/** What a file holds, asked without any of the product's options. */
export function inspect(path: string): Found {
  return ffprobe(path, 'format:stream') as Found;
}

type Tags = Readonly<Record<string, string>>;

/** The tags of a file, wherever it keeps them, by their names in lower case. */
export function tagsOf(path: string): Tags {
  type Tagged = { readonly tags?: Tags };
  const found = ffprobe(path, 'format_tags:stream_tags') as {
    readonly format: Tagged;
    readonly streams: readonly Tagged[];
  };
  const all = { ...found.format.tags, ...found.streams[0]?.tags };
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name.toLowerCase(), text]));
}
