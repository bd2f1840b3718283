import { randomFillSync } from 'node:crypto';
import { wavFile } from '@cloudconvert/testing';

const headerBytes = 44;

/** Noise, which gives every encoder the most work. */
function noise(seconds: number): Uint8Array<ArrayBuffer> {
  return randomFillSync(wavFile({ seconds }), headerBytes);
}

/** Keeps an encoder busy for some seconds, so that it can be killed at work. */
export const longSound = noise(300);

/** 5.3 MB of samples. */
export const halfMinute = noise(30);

export const shortSound = noise(2);
