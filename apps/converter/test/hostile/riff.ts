interface Claims {
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly riffBytes?: number;
  readonly dataBytes?: number;
  readonly samples?: Uint8Array;
}

/** A WAV of 16 bits that may claim what is not so. */
export function wavClaiming(claims: Claims): Buffer {
  const { channels = 1, sampleRate = 8000, samples = Buffer.alloc(16_000, 1) } = claims;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(claims.riffBytes ?? 36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE((sampleRate * channels * 2) % 2 ** 32, 28);
  header.writeUInt16LE((channels * 2) % 2 ** 16, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(claims.dataBytes ?? samples.length, 40);
  return Buffer.concat([header, samples]);
}
