import type { SoundFile } from '../headers/sound-file.ts';

/** The sizes of RIFF exclude the eight bytes of its own header. */
const headerLength = 8;
/** Writers that don't know the size yet put a number from here up (ffmpeg, SoX, arecord). */
const firstPlaceholder = 0x7fff_0000;

/**
 * How many times larger than it is a RIFF file claims to be; 1 where it claims nothing. ffmpeg takes the
 * duration of a WAV from the file's size, so a file that was cut off looks whole to it.
 */
export function riffClaim({ beginning: head, size }: SoundFile): number {
  if (head.length < 12 || head.toString('latin1', 0, 4) !== 'RIFF') return 1;
  const claimed = head.readUInt32LE(4);
  if (claimed >= firstPlaceholder) return 1;
  return Math.max(1, (claimed + headerLength) / size);
}
