import { type AudioFormat, ConversionError } from '@cloudconvert/core';
import { SoundFile } from '../headers/sound-file.ts';
import { fallsShort } from '../result/tolerance.ts';
import { type AudioSource, describeSource } from './audio-source.ts';
import { endsInsideTag } from './id3-claim.ts';
import { endsInsidePage } from './ogg-tail.ts';
import { readPlainSource } from './plain-source.ts';
import type { Prober } from './prober.ts';
import { riffClaim } from './riff-claim.ts';

/** Learns what there is to convert, without decoding it. */
export class SourceReader {
  readonly #prober: Prober;

  constructor(prober: Prober) {
    this.#prober = prober;
  }

  /** @throws ConversionError when there is nothing to convert to `format` */
  async read(path: string, format: AudioFormat, signal: AbortSignal): Promise<AudioSource> {
    await using file = await SoundFile.open(path);
    const plain = await readPlainSource(file, format);
    return plain ?? (await this.#probe(file, signal));
  }

  async #probe(file: SoundFile, signal: AbortSignal): Promise<AudioSource> {
    // Before ffprobe, to which half a header is nothing at all.
    await checkWhole(file);
    const source = describeSource(await this.#prober.probe(file.path, signal));
    checkRiff(source, file);
    return source;
  }
}

async function checkWhole(file: SoundFile): Promise<void> {
  if (endsInsideTag(file)) throw new ConversionError('damaged', 'the ID3 tag is not whole');
  if (await endsInsidePage(file)) {
    throw new ConversionError('damaged', 'the last Ogg page is not whole');
  }
}

function checkRiff(source: AudioSource, file: SoundFile): void {
  const seconds = secondsBySize(source);
  if (seconds === undefined) return;
  const claimed = seconds * riffClaim(file);
  if (fallsShort(seconds, claimed)) {
    throw new ConversionError('damaged', `${seconds} s of ${claimed} s`);
  }
}

/** Seconds that ffprobe did not read in the header, but made of what is there. */
function secondsBySize(source: AudioSource): number | undefined {
  const { containers, claimedSeconds, estimatedSeconds } = source;
  if (containers.includes('avi')) return claimedSeconds ?? estimatedSeconds;
  return containers.includes('wav') ? estimatedSeconds : undefined;
}
