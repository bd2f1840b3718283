/** What holds up to a sample rate. */
interface Band {
  /** Hz. */
  readonly upToSampleRate: number;
  readonly samples: number;
}

/** A number of samples, or bands of it by rising sample rate. */
export type Samples = number | readonly Band[];

/**
 * What becomes of the two ends of a sound on its way through encoder, container and decoder, in samples at
 * the encoder's rate. What is absent is none.
 */
export interface SoundEnds {
  /** The decoded sound begins that much later: the encoder's delay, which the container can't tell. */
  readonly startsLate?: number;
  /** Decoders drop that much of the beginning unasked, unless as much silence is put in front. */
  readonly dropped?: Samples;
  /** The encoder keeps that much of the end to itself, unless as much silence follows. */
  readonly keptBack?: Samples;
  /** Frames of a shorter sound are too few to be recognised, unless silence follows. */
  readonly shortest?: number;
}

/** How many samples they are at a sample rate in Hz. */
export function samplesAt(samples: Samples, sampleRate: number): number {
  if (typeof samples === 'number') return samples;
  return samples.find(({ upToSampleRate }) => sampleRate <= upToSampleRate)?.samples ?? 0;
}
