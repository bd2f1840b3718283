import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../support/convert.ts';
import { made } from '../support/tools.ts';
import { noise, seeded } from './random.ts';

const random = seeded(1);
const picture = ['-f', 'lavfi', '-i', 'testsrc=s=64x64:d=0.2'];
const png = made('png', ...picture, '-frames:v', '1');
const silentFilm = made('mp4', ...picture, '-c:v', 'mpeg4');
const magicYuv = made(
  'avi',
  ...[...picture, '-f', 'lavfi', '-i', 'sine=d=0.2', '-c:v', 'magicyuv', '-c:a', 'pcm_s16le'],
);

const files: readonly (readonly [string, Uint8Array | string])[] = [
  ['nothing', ''],
  ['one byte', 'a'],
  ['zeros', Buffer.alloc(100_000)],
  ['noise', noise(100_000, random)],
  ['text', 'Hello, world.\n'.repeat(1000)],
  ['HTML', '<!DOCTYPE html><html><body><audio src="file:///etc/passwd"></audio></body></html>'],
  ['a ZIP', Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), noise(300, random)])],
  ['a program', readFileSync(process.execPath).subarray(0, 100_000)],
  ['a PNG', readFileSync(png)],
  ['a film with a rare codec', readFileSync(magicYuv)],
];

describe('what is no audio', () => {
  it.each(files)('%s', async (_, bytes) => {
    expect(await outcomeOf(bytes, 'mp3')).toBe('not_audio');
  });

  it('a film without sound', async () => {
    expect(await outcomeOf(readFileSync(silentFilm))).toBe('no_audio_stream');
  });
});
