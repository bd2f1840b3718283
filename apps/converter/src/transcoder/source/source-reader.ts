import { type AudioFormat, ConversionError } from '@cloudconvert/core';
import { SoundFile } from '../headers/sound-file.ts';
import { type AudioSource, describeSource } from './audio-source.ts';
import { claimedSeconds } from './claimed-seconds.ts';
import { endsInsideTag } from './id3-claim.ts';
import { endsInsidePage } from './ogg-tail.ts';
import { readPlainSource } from './plain-source.ts';
import type { Prober } from './prober.ts';

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
    return { ...source, claimedSeconds: await claimedSeconds(file, source) };
  }
}

async function checkWhole(file: SoundFile): Promise<void> {
  if (endsInsideTag(file)) throw new ConversionError('damaged', 'the ID3 tag is not whole');
  if (await endsInsidePage(file)) {
    throw new ConversionError('damaged', 'the last Ogg page is not whole');
  }
}
