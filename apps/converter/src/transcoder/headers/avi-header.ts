import type { SoundFile } from './sound-file.ts';

/** A header of a stream of sound (Microsoft, AVISTREAMHEADER), and where in it is what. */
const soundHeader = /strh.{4}auds/s;
const headerLength = 44;
const offsets = { scale: 28, rate: 32, length: 40 };

/** The seconds that an AVI file claims for its first stream of sound. */
export function aviSeconds({ beginning }: SoundFile): number | undefined {
  const start = beginning.toString('latin1').search(soundHeader);
  const header = beginning.subarray(start, start + headerLength);
  if (start < 0 || header.length < headerLength) return undefined;
  const rate = header.readUInt32LE(offsets.rate);
  const units = header.readUInt32LE(offsets.length);
  const seconds = (units * header.readUInt32LE(offsets.scale)) / rate;
  return rate > 0 && seconds > 0 ? seconds : undefined;
}
