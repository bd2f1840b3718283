import type { Conversion } from '../command/build-arguments.ts';
import { timelines } from '../command/filters.ts';
import type { AudioSource } from '../source/audio-source.ts';
import type { ConversionLog, Decoded } from './conversion-log.ts';

/** How much sound there should be, and how much there is, in seconds. */
export interface Balance {
  readonly expected: number;
  readonly found: number;
  /** Whether the file itself says what is expected. */
  readonly isClaim: boolean;
  /** Whether more is missing than a frame or two. */
  readonly isShort: boolean;
}

type Subject = Pick<Conversion, 'source' | 'plan' | 'format'>;

const lossless = /^(?:pcm_|dsd_)|^(?:flac|alac|ape|tta|wavpack|wmalossless|truehd|mlp|als)$/;
/** A frame or two: what is in front of the sound, and what fills the last frame. */
const framesOfPadding = 2;
/** Samples of a frame of AAC, MP3, AC-3, or WMA at the most. */
const longestFrame = 2048;
/** Containers count in milliseconds at the least, and round where sound begins and where it ends. */
const rounding = 0.003;
/** Seconds that a decoder of Opus needs before it is right, which are counted, but not heard (RFC 7845, 4.2). */
const preSkip = 0.08;
/** Decoders keep one packet back, and the first may be there only to begin with. */
const packetsWithoutSound = 2;

/** Compares what a file claims, or what its packets make likely, with what was decoded and what came out. */
export function balanceOf(subject: Subject, log: ConversionLog, resultSeconds: number): Balance {
  const { source } = subject;
  const heard = heardSeconds(source, log, resultSeconds);
  const isLost = heard - resultSeconds > padding(subject);
  const found = isLost ? resultSeconds : heard;
  const claimed = source.claimedSeconds ?? 0;
  const likely = claimed ? heard : heard * packetsPerFrame(log.decoded);
  const expected = isLost || !claimed ? Math.max(claimed, likely) : claimed;
  const isShort = expected - found > tolerance(source, log.decoded);
  return { expected, found, isClaim: expected === claimed, isShort };
}

/**
 * Where sound may pause the pauses count, too, unless they are there since something could not be read. Of
 * samples of several rates the time is not known, but it is no less than if all were of the highest.
 */
function heardSeconds(
  { containers, sampleRate }: AudioSource,
  { decoded, complaints, sampleRates }: ConversionLog,
  resultSeconds: number,
): number {
  if (!decoded) return resultSeconds;
  const seconds =
    decoded.samples / Math.max(...(sampleRates.size > 0 ? sampleRates : [sampleRate]));
  const mayPause = containers.some((container) => timelines.includes(container));
  const isLeast = sampleRates.size > 1 || (mayPause && complaints === 0);
  return isLeast ? Math.max(seconds, resultSeconds) : seconds;
}

/** What an encoder may keep for itself. */
function padding({ source, plan, format }: Subject): number {
  if (!format.bitRates) return rounding;
  const { sampleRate } = plan.kind === 'copy' ? source : plan;
  return (framesOfPadding * longestFrame) / sampleRate;
}

/** How many packets there were for each that became sound; a packet may also hold several frames. */
function packetsPerFrame(decoded: Decoded | undefined): number {
  if (!decoded || decoded.frames === 0) return 1;
  const { packets, frames } = decoded;
  return packets - frames > packetsWithoutSound ? packets / frames : 1;
}

function tolerance({ codec, sampleRate }: AudioSource, decoded: Decoded | undefined): number {
  if (lossless.test(codec)) return rounding;
  const frame = decoded?.frames ? decoded.samples / decoded.frames : longestFrame;
  const frames = (framesOfPadding * frame) / sampleRate + rounding;
  return codec === 'opus' ? frames + preSkip : frames;
}
