import { readFileSync } from 'node:fs';
import { ConversionError, formatTable } from '@cloudconvert/core';
import { afterAll, describe, expect, it } from 'vitest';
import { type Converted, convert } from '../support/convert.ts';
import { PeakMemory } from '../support/peak-memory.ts';
import { fileOf, temporaryDirectory, temporaryRoot } from '../support/temporary.ts';
import { made } from '../support/tools.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { seeded } from './random.ts';

/** Of each container; the long suite asks for more. */
const count = Number(process.env.MUTANTS ?? 10);
const seconds = 1;
const source = [
  ...['-f', 'lavfi', '-i', `aevalsrc=sin(440*t*(1+t))*t/2|sin(330*PI*t)/3:d=${seconds}`],
];
/** Seconds on the clock for one run of ffmpeg: what takes longer hangs. */
const limits = { maxWallSeconds: 20 };
const maxMebibytes = 512;

interface Container {
  readonly extension: string;
  readonly options: readonly string[];
  /** Bytes at its beginning and its end that tell how long it is; none where nothing tells. */
  readonly told?: { readonly begin: number; readonly end?: number };
  /** Two frames, in seconds. */
  readonly twoFrames: number;
}

const mpeg = (2 * 1152) / 44_100;
const aac = (2 * 1024) / 44_100;
const wma = (2 * 2048) / 44_100;

const containers: Readonly<Record<string, Container>> = {
  mp3: { extension: 'mp3', options: [], told: { begin: 700 }, twoFrames: mpeg },
  adts: { extension: 'aac', options: [], twoFrames: aac },
  vorbis: { extension: 'ogg', options: ['-c:a', 'libvorbis'], twoFrames: 0.1 },
  opus: { extension: 'opus', options: [], twoFrames: 0.04 },
  flac: { extension: 'flac', options: [], told: { begin: 100 }, twoFrames: 0.01 },
  'flac in ogg': { extension: 'ogg', options: ['-c:a', 'flac'], twoFrames: 0.2 },
  wavpack: { extension: 'wv', options: [], told: { begin: 32 }, twoFrames: 0.01 },
  tta: { extension: 'tta', options: [], told: { begin: 30 }, twoFrames: 0.01 },
  wav: { extension: 'wav', options: [], told: { begin: 90 }, twoFrames: 0.01 },
  rf64: { extension: 'wav', options: ['-rf64', 'always'], told: { begin: 120 }, twoFrames: 0.01 },
  wave64: { extension: 'w64', options: [], told: { begin: 120 }, twoFrames: 0.01 },
  aiff: { extension: 'aiff', options: [], told: { begin: 60 }, twoFrames: 0.01 },
  au: { extension: 'au', options: [], told: { begin: 32 }, twoFrames: 0.01 },
  caf: { extension: 'caf', options: [], told: { begin: 140 }, twoFrames: 0.01 },
  wma: { extension: 'wma', options: [], told: { begin: 700 }, twoFrames: wma },
  m4a: { extension: 'm4a', options: [], told: { begin: 40, end: 1400 }, twoFrames: aac },
  matroska: {
    extension: 'mka',
    options: ['-c:a', 'libvorbis'],
    told: { begin: 5000, end: 200 },
    twoFrames: 0.1,
  },
  webm: { extension: 'webm', options: [], told: { begin: 900, end: 200 }, twoFrames: 0.04 },
  ac3: { extension: 'ac3', options: [], twoFrames: mpeg },
  mp2: { extension: 'mp2', options: [], twoFrames: mpeg },
  avi: { extension: 'avi', options: ['-c:a', 'libmp3lame'], told: { begin: 400 }, twoFrames: mpeg },
};

const memory = new PeakMemory(temporaryRoot);
afterAll(() => memory.stop());

/** Every format in turn, the one of the source's own codec among them. */
function targetOf(index: number): string {
  return formatTable[index % formatTable.length]?.name ?? 'wav';
}

/** How it ended. Anything but a reason in the file is thrown. */
async function endOf(mutant: Mutant, format: string): Promise<Converted | ConversionError> {
  const wish = { directory: temporaryDirectory(), limits };
  try {
    return await convert(fileOf(mutant.bytes), format, wish);
  } catch (error) {
    if (error instanceof ConversionError) return error;
    throw error;
  }
}

function nameOf(end: Converted | ConversionError): string {
  if (end instanceof ConversionError) return end.code;
  return end.warnings[0]?.code ?? 'processed';
}

/** Whether what tells its length is as it was, and nothing was put in before it. */
function tellsLength({ from, sameAtEnd }: Mutant, { told }: Container): boolean {
  return told !== undefined && from >= told.begin && sameAtEnd >= (told.end ?? 0);
}

describe('a mutant ends processed, with a warning, or with a reason', {
  timeout: count * 60_000,
}, () => {
  it.each(Object.entries(containers))('%s', async (name, container) => {
    const whole = readFileSync(made(container.extension, ...source, ...container.options));
    const ends: Record<string, number> = {};
    let longest = 0;
    let index = 0;
    for (const mutant of mutantsOf(whole, count, seeded(11))) {
      const format = targetOf(index);
      const label = `${name} ${index} ${mutant.how} to ${format}`;
      const start = performance.now();
      const end = await endOf(mutant, format).catch((error: unknown) => {
        throw new Error(label, { cause: error });
      });
      longest = Math.max(longest, (performance.now() - start) / 1000);
      const code = nameOf(end);
      ends[code] = (ends[code] ?? 0) + 1;
      expect(['internal', 'took_too_long'], label).not.toContain(code);
      if (code === 'processed' && !(end instanceof Error) && tellsLength(mutant, container)) {
        expect(end.duration, label).toBeGreaterThan(seconds - container.twoFrames - 0.1);
      }
      index += 1;
    }
    const mebibytes = Math.round(memory.mebibytes);
    console.log(name, ends, `longest ${longest.toFixed(1)} s, most memory ${mebibytes} MiB`);
    expect(mebibytes).toBeLessThan(maxMebibytes);
  });
});
