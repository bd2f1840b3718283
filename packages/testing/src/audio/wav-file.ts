interface Sound {
  readonly seconds: number;
  /** Hz; 44 100 unless told. */
  readonly sampleRate?: number;
  /** 2 unless told. */
  readonly channels?: number;
  /** Of the sine that every channel plays, in Hz; 440 unless told. */
  readonly frequency?: number;
}

const bytesPerSample = 2;
const headerBytes = 44;
/** Half of full scale. */
const amplitude = 0x3fff;

/** A WAV file with a sine in 16 bits. */
export function wavFile(sound: Sound): Uint8Array<ArrayBuffer> {
  const { seconds, sampleRate = 44_100, channels = 2, frequency = 440 } = sound;
  const frames = Math.round(seconds * sampleRate);
  const bytes = Buffer.alloc(headerBytes + frames * channels * bytesPerSample);
  writeHeader(bytes, sampleRate, channels);
  for (let frame = 0; frame < frames; frame += 1) {
    const sample = Math.round(amplitude * Math.sin((2 * Math.PI * frequency * frame) / sampleRate));
    for (let channel = 0; channel < channels; channel += 1) {
      bytes.writeInt16LE(sample, headerBytes + (frame * channels + channel) * bytesPerSample);
    }
  }
  return bytes;
}

/** RIFF WAVE with a `fmt ` chunk of 16 bytes (IBM and Microsoft, 1991). */
function writeHeader(bytes: Buffer, sampleRate: number, channels: number): void {
  const bytesPerFrame = channels * bytesPerSample;
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * bytesPerFrame, 28);
  bytes.writeUInt16LE(bytesPerFrame, 32);
  bytes.writeUInt16LE(bytesPerSample * 8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(bytes.length - headerBytes, 40);
}
