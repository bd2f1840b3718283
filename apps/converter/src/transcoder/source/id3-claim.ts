import { id3Length } from '../headers/id3-tag.ts';
import type { SoundFile } from '../headers/sound-file.ts';

/** Whether a file begins with an ID3 tag that is longer than the file itself. */
export function endsInsideTag({ beginning, size }: SoundFile): boolean {
  return id3Length(beginning) > size;
}
