import type { CommandLog } from '../process/attend.ts';
import { Tail } from '../process/tail.ts';

/** What ffmpeg read and decoded of one stream of sound. */
export interface Decoded {
  readonly packets: number;
  /** Bytes in those packets. */
  readonly bytes: number;
  /** Packets that became sound, or more than that where one holds several frames. */
  readonly frames: number;
  /** Samples of each channel. */
  readonly samples: number;
}

const errorsLength = 8192;
/** Tags may be lines of any length. */
const maxLineLength = 4096;

/** After the part that speaks comes the level (libavutil/log.c); what has none is of another program. */
const chatter = /^(?:\[[^\]]*\] )*\[(?:warning|info|verbose)\] /;
const error = /^(?:\[[^\]]*\] )*\[(?:error|fatal|panic)\] /;
/** Covers have decoders that ffmpeg is not allowed, and it says so for each. */
const noComplaint = /not on whitelist/;
/** `print_final_stats` in fftools/ffmpeg.c; ffmpeg 7 says who speaks, and counts errors, too. */
const statistics =
  /^(?:\[in#0\S* @ \w+\] )?\[verbose\] +Input stream #0:\d+ \(audio\): (\d+) packets read \((\d+) bytes\); (\d+) frames decoded.* \((\d+) samples\)/;
/** Where the filters of one output begin; said again when what is decoded changes (libavfilter/buffersrc.c). */
const rate = /^\[graph_\S+_in_\S+ @ \w+\] \[verbose\] .*\bsamplerate:(\d+)/;

/** Reads ffmpeg's log: keeps the errors, and what it says at its end of what it decoded. */
export class ConversionLog implements CommandLog {
  readonly #errors = new Tail(errorsLength);
  #rest = '';
  #complaints = 0;
  #decoded: Decoded | undefined;
  readonly #sampleRates = new Set<number>();

  /** Lines in which ffmpeg complained of the file. */
  get complaints(): number {
    return this.#complaints;
  }

  /** `undefined` where ffmpeg did not say it. */
  get decoded(): Decoded | undefined {
    return this.#decoded;
  }

  /** In Hz, of what was decoded. Files that were glued together may have more than one. */
  get sampleRates(): ReadonlySet<number> {
    return this.#sampleRates;
  }

  append(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, maxLineLength);
    for (const line of lines) this.#read(line);
  }

  toString(): string {
    return `${this.#errors}\n${this.#rest}`.trim();
  }

  #read(line: string): void {
    if (chatter.test(line)) this.#readNumbers(line);
    else this.#errors.append(`${line}\n`);
    if (error.test(line) && !noComplaint.test(line)) this.#complaints += 1;
  }

  /** The last are ffmpeg's own; a tag of the file may look the same. */
  #readNumbers(line: string): void {
    const hertz = rate.exec(line)?.[1];
    if (hertz) this.#sampleRates.add(Number(hertz));
    const numbers = statistics.exec(line)?.slice(1).map(Number);
    if (!numbers) return;
    const [packets = 0, bytes = 0, frames = 0, samples = 0] = numbers;
    this.#decoded = { packets, bytes, frames, samples };
  }
}
