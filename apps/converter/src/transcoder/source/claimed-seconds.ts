import { asfSeconds } from '../headers/asf-header.ts';
import { aviSeconds } from '../headers/avi-header.ts';
import { readChunks } from '../headers/chunks.ts';
import { readMp3Claim } from '../headers/mp3-header.ts';
import type { SoundFile } from '../headers/sound-file.ts';
import type { AudioSource } from './audio-source.ts';

type Claimer = (
  file: SoundFile,
  source: AudioSource,
) => Promise<number | undefined> | number | undefined;

/** By container, where ffprobe tells something else than the header does, or not always what it does. */
const claimers: Readonly<Record<string, Claimer>> = {
  asf: asfSeconds,
  avi: aviSeconds,
  mp3: async (file) => (await readMp3Claim(file))?.seconds,
  wav: secondsOfChunk,
  w64: secondsOfChunk,
  caf: secondsOfChunk,
};

/** The seconds that a file's own header claims; what ffprobe said where it has nothing to add. */
export async function claimedSeconds(
  file: SoundFile,
  source: AudioSource,
): Promise<number | undefined> {
  const container = source.containers.find((name) => claimers[name]);
  const claimed = container && (await claimers[container]?.(file, source));
  return claimed || source.claimedSeconds;
}

/**
 * ffprobe takes the duration of samples without compression from the file's size, so that a file that was
 * cut off looks whole to it; the chunk of samples has kept its length.
 */
async function secondsOfChunk(
  file: SoundFile,
  { estimatedSeconds }: AudioSource,
): Promise<number | undefined> {
  if (estimatedSeconds === undefined) return undefined;
  for await (const { id, start, length } of readChunks(file)) {
    if (id === 'data' && start < file.size) {
      return (estimatedSeconds * length) / (file.size - start);
    }
  }
  return undefined;
}
