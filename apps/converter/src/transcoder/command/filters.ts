import type { AudioFormat, Encoding } from '@cloudconvert/core';
import type { AudioSource } from '../source/audio-source.ts';
import { fillResampler, silenceAround } from './alignment.ts';
import { layoutFor, usualLayout } from './channel-layouts.ts';
import { downmix } from './downmix.ts';

/** Containers in which sound may pause: between its packets is silence that must stay. */
export const timelines = ['matroska', 'mov', 'avi', 'mpegts'];

/**
 * A file's time begins with what the decoder drops, so that the sound begins a little later: by 6.5 ms of
 * Opus in WebM, 3 ms of Vorbis. Between packets, too, less than a tenth of a second is no pause (`min_hard_comp`).
 */
const startOfSound = 'asetpts=if(lt(STARTT\\,0.1)\\,PTS-STARTPTS\\,PTS)';

/** The filters from decoder to encoder, in their order. */
export function filtersFor(
  source: AudioSource,
  plan: Encoding,
  format: AudioFormat,
): readonly string[] {
  return [
    ...timing(source),
    ...layout(source, plan, format),
    ...rate(source, plan),
    ...numbers(source, format),
    ...depth(source, plan.encoder),
    ...silenceAround(plan, format),
  ];
}

function timing({ containers }: AudioSource): readonly string[] {
  const mayPause = containers.some((container) => timelines.includes(container));
  // Elsewhere sound follows on sound, and times are only guesses.
  return mayPause ? [startOfSound, 'aresample=async=1:first_pts=0'] : ['asetpts=N/SR/TB'];
}

function layout(source: AudioSource, plan: Encoding, format: AudioFormat): readonly string[] {
  const { channels } = plan;
  const keepsChannels = source.channels === channels;
  // PCM and FLAC take any layout, and mixing one into another would lose something.
  if (keepsChannels && !format.bitRates) return [];
  const name = layoutFor(plan.encoder, channels);
  if (name === undefined) return [];
  const from = source.layout ?? (keepsChannels ? undefined : usualLayout(source.channels));
  if (from !== undefined) return [...usualOrder(source), mixed(from, name, plan, source)];
  // Nobody knows which channel is which: by number, since a guess could drop one as "low frequency".
  const numbers = Array.from({ length: channels }, (_, index) => index);
  return [`channelmap=map=${numbers.join('|')}:channel_layout=${name}`];
}

/** More channels than the source has, and layouts without a name, are left to ffmpeg. */
function mixed(from: string, to: string, plan: Encoding, source: AudioSource): string {
  const mix = from === to || plan.channels > source.channels ? undefined : downmix(from, to);
  return mix ?? `aformat=channel_layouts=${to}`;
}

/**
 * AIFF, CAF and MOV have 7.1 with the sides before the back; ffprobe calls it 7.1 all the same, and
 * ffmpeg 7 can mix it only once its channels are in the usual order.
 */
function usualOrder({ layout: name }: AudioSource): readonly string[] {
  if (name !== '7.1') return [];
  return ['channelmap=map=FL|FR|FC|LFE|BL|BR|SL|SR:channel_layout=7.1'];
}

function rate(source: AudioSource, { sampleRate }: Encoding): readonly string[] {
  if (source.sampleRate === sampleRate) return [];
  return [fillResampler(source.sampleRate, sampleRate), `aresample=osr=${sampleRate}`];
}

/** Floats may be infinite or no numbers at all, at which AAC and WMA give up and LAME crashes. */
function numbers({ codec }: AudioSource, { bitRates }: AudioFormat): readonly string[] {
  return bitRates && codec.startsWith('pcm_f') ? ['aformat=sample_fmts=s32'] : [];
}

/**
 * 16 bits stay 16: decoders of lossy codecs yield floats, from which FLAC would make 24. More bits are
 * kept in FLAC; going down to 16 adds triangular dither, which makes the error noise instead of
 * distortion (Lipshitz, Wannamaker, Vanderkooy: Quantization and Dither, JAES 40(5), 1992).
 */
function depth({ bitDepth }: AudioSource, encoder: string): readonly string[] {
  const isDeep = bitDepth > 16;
  if (encoder === 'flac') return [`aformat=sample_fmts=${isDeep ? 's32' : 's16'}`];
  if (encoder.startsWith('pcm_s16') && isDeep)
    return ['aresample=osf=s16:dither_method=triangular'];
  return [];
}
