import { readFile } from 'node:fs/promises';
import type { ScenarioContext, Size } from '../scenarios/scenario.ts';
import { mp3Sound } from './mp3-sound.ts';
import { wavSound } from './wav-sound.ts';

export interface Sound {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Seconds that make 5 MB. */
const ofMp3 = { full: 312, smoke: 4 } satisfies Record<Size, number>;
const ofWav = { full: 28, smoke: 4 } satisfies Record<Size, number>;

/** What is sent when no file is named: an MP3 where there is an ffmpeg to make it, else a WAV. */
export async function usualSound({ service, size, stop }: ScenarioContext): Promise<Sound> {
  const { own } = service;
  if (!own?.ffmpeg) return { name: 'generated.wav', bytes: wavSound(ofWav[size]) };
  const path = await mp3Sound(own, ofMp3[size], stop);
  return { name: 'generated.mp3', bytes: await readFile(path) };
}

/** As long as the MP3, and not encoded yet: 55 MB. */
export function longWav(size: Size): Sound {
  return { name: 'generated.wav', bytes: wavSound(ofMp3[size]) };
}
