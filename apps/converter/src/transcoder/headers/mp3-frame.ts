/** The header of a frame of MPEG-1, MPEG-2 or MPEG-2.5 layer III (ISO/IEC 11172-3, 2.4.2.3). */
export interface Mp3Frame {
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples of each channel. */
  readonly samples: number;
  /** Bytes, the header included. */
  readonly length: number;
  /** Bytes between the header and what a frame without sound may hold in their place. */
  readonly sideInformation: number;
}

const versions = {
  3: { divisor: 1, samples: 1152, sideInformation: { mono: 17, stereo: 32 } },
  2: { divisor: 2, samples: 576, sideInformation: { mono: 9, stereo: 17 } },
  0: { divisor: 4, samples: 576, sideInformation: { mono: 9, stereo: 17 } },
} as const;
const layer3 = 1;
const mono = 3;
const sampleRates = [44_100, 48_000, 32_000];
/** kbit/s; the first means "free" and the one past the last is forbidden. */
const bitRates = {
  1152: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  576: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

/** The frame that begins at `offset`, or `undefined` where none of a known length does. */
export function mp3FrameAt(bytes: Buffer, offset: number): Mp3Frame | undefined {
  if (bytes.length < offset + 4) return undefined;
  const header = bytes.readUInt32BE(offset);
  const version = versions[bits(header, 19, 2) as keyof typeof versions];
  if (bits(header, 21, 11) !== 0x7ff || !version || bits(header, 17, 2) !== layer3)
    return undefined;
  const { divisor, samples, sideInformation } = version;
  const bitRate = bitRates[samples][bits(header, 12, 4)];
  const rate = sampleRates[bits(header, 10, 2)];
  if (!bitRate || !rate) return undefined;
  const sampleRate = rate / divisor;
  const isMono = bits(header, 6, 2) === mono;
  return {
    sampleRate,
    channels: isMono ? 1 : 2,
    samples,
    length: Math.floor((samples * bitRate * 125) / sampleRate) + bits(header, 9, 1),
    sideInformation: sideInformation[isMono ? 'mono' : 'stereo'],
  };
}

function bits(header: number, from: number, count: number): number {
  return (header >>> from) & (2 ** count - 1);
}
