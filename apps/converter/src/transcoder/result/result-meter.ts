import { type AudioFormat, ConversionError } from '@cloudconvert/core';
import { readHeader } from '../headers/read-header.ts';
import { SoundFile } from '../headers/sound-file.ts';
import type { TranscodeLimits } from '../limits.ts';
import type { ProbedStream } from '../source/probe-report.ts';
import type { Probe, Prober } from '../source/prober.ts';

/** Learns whether a result is what its format promises, and how long it is. */
export class ResultMeter {
  readonly #prober: Prober;
  readonly #limits: TranscodeLimits;

  constructor(prober: Prober, limits: TranscodeLimits) {
    this.#prober = prober;
    this.#limits = limits;
  }

  /**
   * Answers the seconds of sound in the result; 0 where nothing was written.
   * @throws ConversionError `too_large`; an `Error` when it is not what it should be
   */
  async measure(path: string, format: AudioFormat, signal: AbortSignal): Promise<number> {
    await using file = await SoundFile.open(path);
    const { size } = file;
    if (size === 0) return 0;
    if (size > this.#limits.maxResultBytes) throw new ConversionError('too_large', `${size} bytes`);
    const header = await readHeader(format.demuxer, file);
    if (header?.codec === format.codec) return header.seconds;
    return await this.#measureByProbe(path, format, signal);
  }

  async #measureByProbe(path: string, format: AudioFormat, signal: AbortSignal): Promise<number> {
    const probe = await this.#probe(path, format, signal);
    const [stream] = probe.streams;
    const isRight =
      probe.format.format_name.split(',').includes(format.demuxer) &&
      stream?.codec_name === format.codec;
    if (!stream || !isRight) throw new Error(`the result is no ${format.name}: ${describe(probe)}`);
    return secondsOf(probe, stream, format);
  }

  async #probe(path: string, format: AudioFormat, signal: AbortSignal): Promise<Probe> {
    try {
      return await this.#prober.probe(path, signal, ...probeOptions(format));
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      // It says something of the result, not of the file that was uploaded.
      throw new Error(`the result can't be read as ${format.name}`, { cause: error });
    }
  }
}

/**
 * A stream without a header tells its duration only by the number of its packets, and a short one is not
 * recognised unless ffprobe is told what it is.
 */
function probeOptions({ samplesPerPacket, demuxer }: AudioFormat): readonly string[] {
  return samplesPerPacket === undefined ? [] : ['-count_packets', '-f', demuxer];
}

function secondsOf(probe: Probe, stream: ProbedStream, format: AudioFormat): number {
  if (format.samplesPerPacket === undefined) return stream.duration ?? probe.format.duration ?? 0;
  return (stream.nb_read_packets * samplesPerPacket(stream, format)) / stream.sample_rate;
}

/** A packet of HE-AAC holds 1024 samples of half the rate (ISO/IEC 14496-3, 4.6.18). */
function samplesPerPacket(
  { profile }: ProbedStream,
  { samplesPerPacket = 0 }: AudioFormat,
): number {
  return profile.startsWith('HE-AAC') ? 2 * samplesPerPacket : samplesPerPacket;
}

function describe({ format, streams }: Probe): string {
  return `${format.format_name} with ${streams.map(({ codec_name }) => codec_name).join(', ')}`;
}
