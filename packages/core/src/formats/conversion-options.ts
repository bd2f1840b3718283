import { DomainError } from '../errors/domain-error.ts';
import type { AudioFormat, Supported } from './audio-format.ts';
import { bitRateFor } from './bit-rate.ts';
import { includes, nearest } from './supported.ts';

/** What a person may ask for beside the format. What is absent follows from the source. */
export interface ConversionOptions {
  /** Bit rate of a lossy codec, in bit/s. */
  readonly bitRate?: number;
  /** Sample rate in Hz. */
  readonly sampleRate?: number;
  /** Number of channels. */
  readonly channels?: number;
}

/**
 * Checks that `format` can do what `options` ask for.
 * @throws DomainError `invalid_field` that names the option and says what the format takes.
 */
export function checkOptions(format: AudioFormat, options: ConversionOptions): void {
  const { bitRate, sampleRate, channels } = options;
  if (bitRate !== undefined) checkBitRate(format, bitRate);
  if (sampleRate !== undefined) {
    checkValue(format, 'sampleRate', sampleRate, format.sampleRates, 'Hz');
  }
  if (channels !== undefined) {
    checkValue(format, 'channels', channels, [{ min: 1, max: format.maxChannels }]);
  }
  checkTogether(format, options);
}

function checkBitRate(format: AudioFormat, bitRate: number): void {
  if (!format.bitRates) {
    throw new DomainError('invalid_field', `${format.name} is lossless and takes no bitRate`, {
      field: 'bitRate',
    });
  }
  checkValue(format, 'bitRate', bitRate, format.bitRates.supported, 'bit/s');
}

/** A bit rate that the codec has, but not at the sample rate or for the channels that are asked for. */
function checkTogether(
  { name, bitRates, maxChannels }: AudioFormat,
  { bitRate, sampleRate, channels }: ConversionOptions,
): void {
  if (!bitRates || bitRate === undefined || sampleRate === undefined) return;
  const counts = channels === undefined ? [1, maxChannels] : [channels];
  const possible = counts.map((count) => bitRateFor(bitRates, bitRate, sampleRate, count));
  if (possible.includes(bitRate)) return;
  const message =
    `bitRate for ${name} at ${sampleRate} Hz can't be ${bitRate} bit/s; ` +
    `the nearest is ${nearest(possible, bitRate)}`;
  throw new DomainError('invalid_field', message, { field: 'bitRate' });
}

function checkValue(
  format: AudioFormat,
  field: keyof ConversionOptions,
  value: number,
  supported: Supported,
  unit = '',
): void {
  if (Number.isInteger(value) && includes(supported, value)) return;
  const range = `${describe(supported)} ${unit}`.trimEnd();
  const near = Number.isFinite(value) ? `; the nearest is ${nearest(supported, value)}` : '';
  const message = `${field} for ${format.name} must be ${range}; got ${value}${near}`;
  throw new DomainError('invalid_field', message, { field });
}

function describe(supported: Supported): string {
  const ranges = supported.filter((value) => typeof value === 'object');
  const numbers = supported.filter((value) => typeof value === 'number');
  const parts = ranges.map(({ min, max }) => `a whole number from ${min} to ${max}`);
  if (numbers.length > 0) parts.push(`one of ${numbers.toSorted((a, b) => a - b).join(', ')}`);
  return parts.join(' or ');
}
