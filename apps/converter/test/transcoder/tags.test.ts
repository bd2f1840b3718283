import { formatTable } from '@cloudconvert/core';
import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { made, tagsOf } from '../support/tools.ts';

const title = 'Tïtle; $(id) `id` "quoted" %d';
const tags = { title, artist: 'Ärtist', album: 'Album', genre: 'Romantic', track: '3' };
const metadata = Object.entries(tags).flatMap(([name, text]) => ['-metadata', `${name}=${text}`]);
const sound = ['-f', 'lavfi', '-i', 'sine=d=0.2', ...metadata];

const sources = [
  ['mp3', made('mp3', ...sound)],
  ['ogg', made('ogg', ...sound, '-c:a', 'libvorbis')],
  ['flac', made('flac', ...sound)],
  ['opus', made('opus', ...sound)],
  ['m4a', made('m4a', ...sound)],
  ['wma', made('wma', ...sound)],
  ['wav', made('wav', ...sound)],
  ['aiff', made('aiff', ...sound, '-write_id3v2', '1')],
  ['caf', made('caf', ...sound)],
  ['mkv', made('mka', ...sound)],
] as const;
const targets = formatTable.filter(({ carriesTags }) => carriesTags);

describe('title, artist, album, genre and track stay', () => {
  it.each(sources)('from %s to every format that carries tags', async (_, source) => {
    for (const { name } of targets) {
      const { path } = await convert(source, name);
      expect({ name, ...tagsOf(path) }).toMatchObject({ name, ...tags });
    }
  });
});

describe('what is no tag does not become one', () => {
  it('from M4A to MP3', async () => {
    const { path } = await convert(made('m4a', ...sound), 'mp3');
    const names = Object.keys(tagsOf(path)).sort();
    expect(names).toEqual(['album', 'artist', 'encoder', 'genre', 'title', 'track']);
  });
});
