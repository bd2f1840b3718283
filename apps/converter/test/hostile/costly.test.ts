import { readFileSync } from 'node:fs';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../support/convert.ts';
import { made } from '../support/tools.ts';
import { flacWithComments, id3WithFrames, matroskaWithTags, riffWithTags } from './tags.ts';

const sound = ['-f', 'lavfi', '-i', 'sine=d=3'];
const flac = readFileSync(made('flac', ...sound));
const mp3 = readFileSync(made('mp3', ...sound, '-id3v2_version', '0'));
const wav = Buffer.from(wavFile({ seconds: 3 }));

/** ffmpeg compares each tag with all before it: these would take it minutes. */
describe('a header that takes too long to read is damaged', { timeout: 120_000 }, () => {
  it.concurrent.each([
    ['a million comments in FLAC', flacWithComments(flac, 1_000_000)],
    ['Matroska of unknown size with its tags in front', matroskaWithTags(400_000)],
    ['an ID3 tag of half a million frames', Buffer.concat([id3WithFrames(500_000), mp3])],
    ['half a million tags behind a WAV', riffWithTags(wav, 500_000)],
  ])('%s', async (_, bytes) => {
    expect(await outcomeOf(bytes, 'mp3')).toBe('damaged');
  });
});

describe('a header that is long, but soon read, is none', () => {
  it.each([
    ['a thousand comments in FLAC', flacWithComments(flac, 1000)],
    ['an ID3 tag of a thousand frames', Buffer.concat([id3WithFrames(1000), mp3])],
    ['a thousand tags behind a WAV', riffWithTags(wav, 1000)],
  ])('%s', async (_, bytes) => {
    expect(await outcomeOf(bytes, 'mp3')).toBe('processed');
  });
});
