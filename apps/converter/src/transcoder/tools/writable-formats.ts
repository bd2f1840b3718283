import { type AudioFormat, type FormatName, formatTable } from '@cloudconvert/core';
import { askTool } from './ask-tool.ts';
import { parseNames } from './parse-names.ts';
import type { Tool } from './tool.ts';

/** The formats for which this build has both the encoder and the muxer. */
export async function writableFormats(ffmpeg: Tool): Promise<ReadonlySet<FormatName>> {
  const [encoders, muxers] = await Promise.all(
    ['-encoders', '-muxers'].map(async (list) => parseNames(await askTool(ffmpeg.path, list))),
  );
  const isWritable = ({ encoder, muxer }: AudioFormat) =>
    encoders?.has(encoder) && muxers?.has(muxer);
  return new Set(formatTable.filter(isWritable).map(({ name }) => name));
}
