import { type AudioFormat, ConversionError } from '@cloudconvert/core';
import { readHeader } from '../headers/read-header.ts';
import { SoundFile } from '../headers/sound-file.ts';
import type { TranscodeLimits } from '../limits.ts';
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
    const header = await readHeader(format.muxer, file);
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
    // Samples without compression fill the file; of frames there may be any number.
    if (probe.isEstimate && format.bitRates) throw new Error(`${format.name} with something else`);
    return stream.duration ?? probe.format.duration ?? 0;
  }

  async #probe(path: string, format: AudioFormat, signal: AbortSignal): Promise<Probe> {
    try {
      return await this.#prober.probe(path, signal);
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      // It says something of the result, not of the file that was uploaded.
      throw new Error(`the result can't be read as ${format.name}`, { cause: error });
    }
  }
}

function describe({ format, streams }: Probe): string {
  return `${format.format_name} with ${streams.map(({ codec_name }) => codec_name).join(', ')}`;
}
