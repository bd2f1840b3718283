import { describe, expect, it } from 'vitest';
import { parseNames } from '../../src/transcoder/tools/parse-names.ts';

const encoders = `Encoders:
 V..... = Video
 A..... = Audio
 ------
 V....D a64multi             Multicolor charset for Commodore 64 (codec a64_multi)
 A....D libmp3lame           libmp3lame MP3 (MPEG audio layer 3) (codec mp3)
 A..X.D opus                 Opus
`;
const muxersOf5 = `File formats:
 D. = Demuxing supported
 .E = Muxing supported
 --
  E 3g2             3GP2 (3GPP2 file format)
  E adts            ADTS AAC (Advanced Audio Coding)
`;
const muxersOf7 = `Formats:
 D.. = Demuxing supported
 .E. = Muxing supported
 ..d = Is a device
 ---
  E  adts            ADTS AAC (Advanced Audio Coding)
  Ed alsa            ALSA audio output
  E  stream_segment,ssegment streaming segment muxer
`;

describe('names in a list of ffmpeg', () => {
  it.each([
    ['encoders', encoders, ['a64multi', 'libmp3lame', 'opus']],
    ['muxers of version 5', muxersOf5, ['3g2', 'adts']],
    ['muxers of version 7', muxersOf7, ['adts', 'alsa', 'stream_segment', 'ssegment']],
    ['nothing', '', []],
  ])('%s', (_, list, names) => {
    expect([...parseNames(list)]).toEqual(names);
  });
});
