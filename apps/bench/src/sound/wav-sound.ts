const seconds = 28;
const sampleRate = 44_100;
const bytesPerSample = 2;
const headerBytes = 44;

/** Hz, for each channel. */
const tones = [
  [220, 880, 3_520],
  [330, 1_320, 5_280],
] as const;
const toneAmplitude = 0x1800;
const noiseAmplitude = 0x0800;

/** A WAV file of 4.9 MB, always the same: tones, and noise so that no encoder has it easy. */
export function wavSound(): Uint8Array<ArrayBuffer> {
  const frames = seconds * sampleRate;
  const bytes = Buffer.alloc(headerBytes + frames * tones.length * bytesPerSample);
  writeHeader(bytes);
  const noise = whiteNoise();
  let offset = headerBytes;
  for (let frame = 0; frame < frames; frame += 1) {
    for (const frequencies of tones) {
      const sample = toneAmplitude * chord(frequencies, frame) + noiseAmplitude * noise();
      offset = bytes.writeInt16LE(Math.round(sample), offset);
    }
  }
  return bytes;
}

function chord(frequencies: readonly number[], frame: number): number {
  const radians = (2 * Math.PI * frame) / sampleRate;
  return frequencies.reduce((sum, frequency) => sum + Math.sin(radians * frequency), 0);
}

/** Numbers from -1 to 1 by Marsaglia's xorshift (2003), so that every run has the same ones. */
function whiteNoise(): () => number {
  let state = 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x8000_0000;
  };
}

/** RIFF WAVE with a `fmt ` chunk of 16 bytes (IBM and Microsoft, 1991). */
function writeHeader(bytes: Buffer): void {
  const bytesPerFrame = tones.length * bytesPerSample;
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(tones.length, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * bytesPerFrame, 28);
  bytes.writeUInt16LE(bytesPerFrame, 32);
  bytes.writeUInt16LE(bytesPerSample * 8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(bytes.length - headerBytes, 40);
}
