import { execFileSync } from 'node:child_process';
import { tools } from './tools.ts';

const maxBytes = 256 * 1024 ** 2;

/** The decoded samples of a file's first audio stream at 44.1 kHz, channel by channel. */
export function samplesOf(path: string, channels = 1): readonly Float32Array[] {
  const rate = ['-ac', String(channels), '-ar', '44100'];
  const args = ['-v', 'error', '-i', path, '-map', '0:a:0', ...rate, '-f', 'f32le', '-'];
  const bytes = execFileSync(tools.ffmpeg.path, args, { maxBuffer: maxBytes });
  const all = new Float32Array(new Uint8Array(bytes).buffer);
  return Array.from({ length: channels }, (_, channel) =>
    all.filter((_sample, index) => index % channels === channel),
  );
}

/** The largest absolute sample. */
export function peakOf(samples: Float32Array): number {
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}
