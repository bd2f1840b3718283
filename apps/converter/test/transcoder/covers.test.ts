import { writeFileSync } from 'node:fs';
import { formatTable } from '@cloudconvert/core';
import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { temporaryPath } from '../support/temporary.ts';
import { ffmpeg, inspect, made } from '../support/tools.ts';

const png = made('png', '-f', 'lavfi', '-i', 'testsrc=s=200x200', '-frames:v', '1');
const jpeg = made('jpg', '-f', 'lavfi', '-i', 'testsrc=s=200x200', '-frames:v', '1');
const sound = ['-f', 'lavfi', '-i', 'sine=d=0.2'];
const covered = (extension: string, picture: string) =>
  made(
    extension,
    ...[...sound, '-i', picture, '-map', '0', '-map', '1', '-c:v', 'copy'],
    ...['-disposition:v', 'attached_pic'],
  );

const soundPackets = (path: string) =>
  ffmpeg('-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-');

/** Ogg keeps a cover in a tag: a FLAC picture block (RFC 9639, 8.8) in Base64. */
function coveredOgg(): string {
  const data = Buffer.from(ffmpeg('-i', png, '-f', 'image2pipe', '-c:v', 'bmp', '-'), 'latin1');
  const mime = Buffer.from('image/png', 'latin1');
  const numbers = (...values: number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
    return bytes;
  };
  const block = Buffer.concat([
    numbers(3, mime.length),
    mime,
    numbers(0, 200, 200, 24, 0, data.length),
    data,
  ]);
  const tags = temporaryPath('.txt');
  writeFileSync(tags, `;FFMETADATA1\nMETADATA_BLOCK_PICTURE=${block.toString('base64')}\n`);
  return made('ogg', ...sound, '-i', tags, '-map_metadata', '1', '-c:a', 'libvorbis');
}

const sources = [
  ['MP3 with a PNG', covered('mp3', png)],
  ['MP3 with a JPEG', covered('mp3', jpeg)],
  ['M4A with a JPEG', covered('m4a', jpeg)],
  ['FLAC with a PNG', covered('flac', png)],
  ['Ogg with a picture', coveredOgg()],
] as const;

describe('a cover breaks no conversion', () => {
  it.each(sources)('%s', async (_, source) => {
    for (const { name } of formatTable) {
      const { path } = await convert(source, name);
      expect(inspect(path).streams.map(({ codec_type }) => codec_type)).toEqual(['audio']);
    }
  });

  it('and an MP3 with one is still copied', async () => {
    const source = covered('mp3', png);
    const { path } = await convert(source, 'mp3');
    expect(soundPackets(path)).toBe(soundPackets(source));
  });
});

describe('chapters', () => {
  it('become no stream of their own', async () => {
    const chapters = temporaryPath('.txt');
    writeFileSync(
      chapters,
      ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=100\ntitle=One\n',
    );
    const source = made('mka', ...sound, '-i', chapters, '-map_metadata', '1', '-c:a', 'flac');
    const { path } = await convert(source, 'm4a');
    expect(inspect(path).streams).toHaveLength(1);
  });
});
