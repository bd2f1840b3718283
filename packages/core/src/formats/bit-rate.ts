import type { BitRates } from './audio-format.ts';
import { clamp, nearest } from './supported.ts';

/** The nearest to `asked`, or to the default, that the encoder takes at this rate for so many channels. */
export function bitRateFor(
  { supported: anyRate, defaultPerChannel, bySampleRate = [], perChannel = [] }: BitRates,
  asked: number | undefined,
  sampleRate: number,
  channels: number,
): number {
  const wanted = asked ?? defaultPerChannel * channels;
  const rates = bySampleRate.find(({ upToSampleRate }) => sampleRate <= upToSampleRate);
  const supported = rates?.supported ?? anyRate;
  const band = perChannel.find(({ upToSampleRate }) => sampleRate <= upToSampleRate);
  if (!band) return nearest(supported, wanted);
  return nearest(supported, clamp(wanted, { min: band.min * channels, max: band.max * channels }));
}
