import { describe, expect, it } from 'vitest';
import { checkFileName, extensionOf, renameTo } from '../../src/index.ts';

describe('the name of a file', () => {
  it.each(['song.mp3', 'Übung 1 – „Ton“.wav', '歌.flac', '-rf', '../../etc/passwd', '%03d.wav'])(
    'is kept as it was given: %s',
    (name) => {
      expect(checkFileName(name)).toBe(name);
    },
  );

  it.each(['', 'a\r\nb.mp3', 'a\u0000.mp3', '\udc00.mp3', `${'x'.repeat(252)}.mp3`])(
    'may not be %j',
    (name) => {
      expect(() => checkFileName(name)).toThrow(
        expect.objectContaining({ code: 'invalid_field', field: 'fileName' }),
      );
    },
  );

  it.each([
    ['song.MP3', 'mp3'],
    ['a.tar.gz', 'gz'],
    ['song', null],
    ['song.', null],
    ['song.mp3 ', null],
    ['song.averylongextension', null],
  ])('%s has the extension %s', (name, expected) => {
    expect(extensionOf(name)).toBe(expected);
  });

  it.each([
    ['song.mp3', 'song.wav'],
    ['song', 'song.wav'],
    ['a.b.mp3', 'a.b.wav'],
    ['.mp3', '.wav'],
  ])('%s becomes %s', (name, expected) => {
    expect(renameTo(name, 'wav')).toBe(expected);
  });
});
