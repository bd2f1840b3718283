import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../errors/command-error.ts';
import { benchFolder } from '../limits/bench-folder.ts';
import { runProgram } from '../limits/run-program.ts';
import type { OwnService } from '../service/service.ts';
import { wavSound } from './wav-sound.ts';

const bitRate = 128_000;

/** The path of an MP3, made once by the ffmpeg of the service. */
export async function mp3Sound(
  own: OwnService,
  seconds: number,
  stop: AbortSignal,
): Promise<string> {
  const { ffmpeg } = own;
  if (ffmpeg === null) throw new RunError('There is no ffmpeg here to make an MP3: install it.');
  const path = join(await benchFolder(own), `${seconds}.mp3`);
  if (await isThere(path)) return path;
  const wav = join(await benchFolder(own), `${seconds}.wav`);
  await writeFile(wav, wavSound(seconds));
  const options = ['-c:a', 'libmp3lame', '-b:a', String(bitRate), '-bitexact'];
  const ends = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-i', wav];
  await runProgram([ffmpeg, ...ends, ...options, path], { stop });
  return path;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
