import { describe, expect, it } from 'vitest';
import { asciiName, checkFileName, downloadName, extensionOf } from '../../src/index.ts';

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
    ['a\u202egnp.mp3', 'agnp.mp3'],
    ['a\u2028b.mp3', 'ab.mp3'],
    ['\ufeffa.mp3', 'a.mp3'],
    ['\u2066a\u2069\u200f\u061c.mp3', 'a.mp3'],
    ['so\u00adng\u{e0041}.mp3', 'song.mp3'],
  ])('is kept without what can not be seen: %j', (name, expected) => {
    expect(checkFileName(name)).toBe(expected);
  });

  it('may not be of nothing but what can not be seen', () => {
    expect(() => checkFileName('\ufeff\u202e')).toThrow(
      expect.objectContaining({ code: 'invalid_field' }),
    );
  });
});

describe('the name of a converted file', () => {
  it.each([
    ['song.mp3', 'song.wav'],
    ['song', 'song.wav'],
    ['a.b.mp3', 'a.b.wav'],
    ['Übung 1 – „Ton“.mp3', 'Übung 1 – „Ton“.wav'],
    // Neither hidden nor without a name.
    ['.mp3', 'mp3.wav'],
    ['.hidden.mp3', 'hidden.wav'],
    ['trailing.', 'trailing.wav'],
    ['trailing. . .mp3', 'trailing.wav'],
    ['song.mp3 ', 'song.wav'],
    ['...', 'audio.wav'],
    // What was accepted before invisible characters were taken out.
    ['\ufeff.a\u202eb\u2028.mp3', 'ab.wav'],
    // What no Windows takes.
    ['what? "a" <b>|c*.mp3', 'what_ _a_ _b__c_.wav'],
    ['../../etc/passwd', '_.._etc_passwd.wav'],
    ['C:\\a.mp3', 'C__a.wav'],
    ['CON.mp3', '_CON.wav'],
    ['nul', '_nul.wav'],
    ['com1.tar.gz', '_com1.tar.wav'],
    ['LPT².mp3', '_LPT².wav'],
    ['console.mp3', 'console.wav'],
  ])('made of %j is %j', (name, expected) => {
    expect(downloadName(name, 'wav')).toBe(expected);
  });

  it.each([
    ['song.wav', 'song.wav'],
    ['Génie.wav', 'G_nie.wav'],
    ['Ge\u0301nie.wav', 'G_nie.wav'],
    ['歌😀.wav', '__.wav'],
  ])('%s is %s in US-ASCII', (name, expected) => {
    expect(asciiName(name)).toBe(expected);
  });
});
