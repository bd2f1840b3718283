import { firstPageOf, pageLength, readLastPage } from './ogg-page.ts';
import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

/** The page of the identification header: one segment of 30 bytes (Vorbis I, 4.2.2 and A.2). */
const firstPageLength = 58;
const packetStart = 28;
const mark = '\x01vorbis';
const serialNumber = { start: 14, end: 18 };
const granulePosition = 6;
const flags = 5;
const endOfStream = 4;

/** Reads an Ogg file that holds one whole stream of Vorbis and nothing else. */
export async function readVorbisHeader(file: SoundFile): Promise<SoundHeader | undefined> {
  const first = firstPageOf(file, firstPageLength);
  const last = await readLastPage(file);
  if (!first || !last || first.length < firstPageLength) return undefined;
  if (first.toString('latin1', packetStart, packetStart + mark.length) !== mark) return undefined;
  if (!endsStream(last, first)) return undefined;
  const channels = first.readUInt8(packetStart + 11);
  const sampleRate = first.readUInt32LE(packetStart + 12);
  const samples = Number(last.readBigInt64LE(granulePosition));
  if (sampleRate === 0 || samples < 0) return undefined;
  return { codec: 'vorbis', sampleRate, channels, seconds: samples / sampleRate };
}

function endsStream(last: Buffer, first: Buffer): boolean {
  if (last.length !== pageLength(last)) return false;
  const { start, end } = serialNumber;
  const isSameStream = last.compare(first, start, end, start, end) === 0;
  const isLast = ((last[flags] ?? 0) & endOfStream) !== 0;
  return isSameStream && isLast;
}
