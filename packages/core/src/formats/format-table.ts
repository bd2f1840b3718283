import type { AudioFormat } from './audio-format.ts';

// MPEG-1, MPEG-2 and MPEG-2.5 layer III (ISO/IEC 11172-3, 13818-3).
const mpegRates = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];
// The sampling frequency index of ADTS (ISO/IEC 14496-3, table 1.18).
const aacRates = [...mpegRates, 7350, 64000, 88200, 96000];
const mpeg1Rates = [32000, 44100, 48000];
/** Below it a resampler's delay is longer than many a sound. */
const leastRate = 100;
const pcmRates = [{ min: leastRate, max: 384_000 }];

// RFC 9639, 9.1.2: above 65 535 Hz a frame's header has room for tens only; ffmpeg 5 ends one below.
const flacRates = [
  { min: leastRate, max: 65_534 },
  88_200,
  96_000,
  176_400,
  192_000,
  352_800,
  384_000,
];

/** Within these libvorbis has settings for one channel and for two; it refuses all else. */
const vorbisBands = [
  { upToSampleRate: 8_999, min: 8_000, max: 40_000 },
  { upToSampleRate: 14_999, min: 12_000, max: 48_000 },
  { upToSampleRate: 18_999, min: 16_000, max: 96_000 },
  { upToSampleRate: 25_999, min: 16_000, max: 80_000 },
  { upToSampleRate: 39_999, min: 32_000, max: 160_000 },
  { upToSampleRate: 48_000, min: 32_000, max: 224_000 },
];

const kilobits = (...rates: readonly number[]) => rates.map((rate) => rate * 1000);
/** The bit rates of layer III at 32 kHz and more (ISO/IEC 11172-3, 2.4.2.3). */
const layer3Rates = kilobits(32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320);
/** And below 32 kHz (ISO/IEC 13818-3, 2.4.2.3). */
const layer3LowRates = kilobits(8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160);

/** The bit rates of MPEG-1 layer II (ISO/IEC 11172-3, table 3-B.2) that every channel mode allows. */
const layer2BitRates = [64_000, 96_000, 112_000, 128_000, 160_000, 192_000];

/** Samples in a frame of ffmpeg's encoder of Windows Media Audio (`ff_wma_get_frame_len_bits`). */
const wmaFrame = [
  { upToSampleRate: 16_000, samples: 512 },
  { upToSampleRate: 22_050, samples: 1024 },
  { upToSampleRate: 48_000, samples: 2048 },
];

/**
 * One row a format; adding a format is adding a row. Names of muxers, demuxers, codecs and encoders
 * and the limits of encoders are those of ffmpeg's documentation (`ffmpeg -h encoder=…`).
 */
export const formatTable: readonly AudioFormat[] = [
  {
    name: 'mp3',
    aliases: [],
    extension: 'mp3',
    mimeType: 'audio/mpeg',
    muxer: 'mp3',
    demuxer: 'mp3',
    codec: 'mp3',
    encoder: 'libmp3lame',
    sampleRates: mpegRates,
    maxChannels: 2,
    bitRates: {
      supported: [...layer3LowRates, ...layer3Rates],
      defaultPerChannel: 96_000,
      bySampleRate: [
        { upToSampleRate: 24_000, supported: layer3LowRates },
        { upToSampleRate: 48_000, supported: layer3Rates },
      ],
    },
    carriesTags: true,
  },
  {
    name: 'acc',
    aliases: ['aac'],
    extension: 'aac',
    mimeType: 'audio/aac',
    muxer: 'adts',
    demuxer: 'aac',
    codec: 'aac',
    encoder: 'aac',
    sampleRates: aacRates,
    maxChannels: 8,
    bitRates: { supported: [{ min: 8_000, max: 512_000 }], defaultPerChannel: 80_000 },
    // The first frame only overlaps with the next one. Fewer than three frames may not be taken for ADTS.
    ends: { startsLate: 1024, shortest: 2 * 1024 },
    carriesTags: false,
  },
  {
    name: 'ogg',
    aliases: [],
    extension: 'ogg',
    mimeType: 'audio/ogg',
    muxer: 'ogg',
    demuxer: 'ogg',
    codec: 'vorbis',
    encoder: 'libvorbis',
    // libvorbis has no settings of a bit rate above 50 kHz.
    sampleRates: [{ min: 8_000, max: 48_000 }],
    maxChannels: 8,
    bitRates: {
      supported: [{ min: 12_000, max: 500_000 }],
      defaultPerChannel: 80_000,
      perChannel: vorbisBands,
    },
    carriesTags: true,
  },
  {
    name: 'wav',
    aliases: [],
    extension: 'wav',
    mimeType: 'audio/wav',
    muxer: 'wav',
    demuxer: 'wav',
    codec: 'pcm_s16le',
    encoder: 'pcm_s16le',
    sampleRates: pcmRates,
    maxChannels: 8,
    carriesTags: true,
  },
  {
    name: 'wma',
    aliases: [],
    extension: 'wma',
    mimeType: 'audio/x-ms-wma',
    muxer: 'asf',
    demuxer: 'asf',
    codec: 'wmav2',
    encoder: 'wmav2',
    sampleRates: [8000, 11025, 16000, 22050, 32000, 44100, 48000],
    maxChannels: 2,
    bitRates: { supported: [{ min: 24_000, max: 192_000 }], defaultPerChannel: 80_000 },
    // Decoders drop two frames (`wma_decode_init`) where the encoder is late by one, and the last frame is
    // whole only with one more.
    ends: { dropped: wmaFrame, keptBack: wmaFrame },
    carriesTags: true,
  },
  {
    name: 'flac',
    aliases: [],
    extension: 'flac',
    mimeType: 'audio/flac',
    muxer: 'flac',
    demuxer: 'flac',
    codec: 'flac',
    encoder: 'flac',
    sampleRates: flacRates,
    maxChannels: 8,
    carriesTags: true,
  },
  {
    name: 'opus',
    aliases: [],
    extension: 'opus',
    mimeType: 'audio/opus',
    muxer: 'opus',
    demuxer: 'ogg',
    codec: 'opus',
    encoder: 'libopus',
    // RFC 6716, 2.1.3. It is played at 48 kHz, whatever it was made of (RFC 7845, 5.1).
    sampleRates: [8000, 12000, 16000, 24000, 48000],
    maxChannels: 8,
    bitRates: {
      supported: [{ min: 6_000, max: 510_000 }],
      defaultPerChannel: 64_000,
      perChannel: [{ upToSampleRate: 48_000, min: 500, max: 256_000 }],
    },
    // 20 ms, a frame as libopus has it by default.
    ends: { shortest: 960 },
    carriesTags: true,
  },
  {
    name: 'm4a',
    aliases: [],
    extension: 'm4a',
    mimeType: 'audio/mp4',
    muxer: 'ipod',
    demuxer: 'm4a',
    codec: 'aac',
    encoder: 'aac',
    sampleRates: aacRates,
    maxChannels: 8,
    bitRates: { supported: [{ min: 8_000, max: 512_000 }], defaultPerChannel: 80_000 },
    // One frame, without which there is nothing behind the encoder's delay.
    ends: { shortest: 1024 },
    carriesTags: true,
  },
  {
    name: 'aiff',
    aliases: [],
    extension: 'aiff',
    mimeType: 'audio/aiff',
    muxer: 'aiff',
    demuxer: 'aiff',
    codec: 'pcm_s16be',
    encoder: 'pcm_s16be',
    sampleRates: pcmRates,
    maxChannels: 8,
    carriesTags: true,
  },
  {
    name: 'mp2',
    aliases: [],
    extension: 'mp2',
    mimeType: 'audio/mpeg',
    muxer: 'mp2',
    demuxer: 'mp3',
    codec: 'mp2',
    encoder: 'mp2',
    sampleRates: mpeg1Rates,
    maxChannels: 2,
    bitRates: { supported: layer2BitRates, defaultPerChannel: 96_000 },
    // Both filter banks, of 512 taps by steps of 32 (ISO/IEC 11172-3, 2.4.3.2 and C.1.3). Fewer than four
    // frames may not be taken for MPEG audio.
    ends: { startsLate: 481, keptBack: 481, shortest: 4 * 1152 },
    carriesTags: false,
  },
  {
    name: 'ac3',
    aliases: [],
    extension: 'ac3',
    mimeType: 'audio/ac3',
    muxer: 'ac3',
    demuxer: 'ac3',
    codec: 'ac3',
    encoder: 'ac3',
    sampleRates: mpeg1Rates,
    maxChannels: 6,
    bitRates: { supported: [{ min: 96_000, max: 640_000 }], defaultPerChannel: 96_000 },
    // A block overlaps with the one before it (ATSC A/52, 7.9.5). Fewer than four frames may not be taken
    // for AC-3.
    ends: { startsLate: 256, keptBack: 256, shortest: 4 * 1536 },
    carriesTags: false,
  },
  {
    name: 'caf',
    aliases: [],
    extension: 'caf',
    mimeType: 'audio/x-caf',
    muxer: 'caf',
    demuxer: 'caf',
    codec: 'pcm_s16be',
    encoder: 'pcm_s16be',
    sampleRates: pcmRates,
    maxChannels: 8,
    carriesTags: true,
  },
  {
    name: 'au',
    aliases: [],
    extension: 'au',
    mimeType: 'audio/basic',
    muxer: 'au',
    demuxer: 'au',
    codec: 'pcm_s16be',
    encoder: 'pcm_s16be',
    sampleRates: pcmRates,
    maxChannels: 8,
    carriesTags: true,
  },
];
