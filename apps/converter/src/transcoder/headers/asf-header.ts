import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

/** Advanced Systems Format Specification, 10: GUIDs as they lie in a file. */
const guids = {
  header: '3026b2758e66cf11a6d900aa0062ce6c',
  fileProperties: 'a1dcab8c47a9cf118ee400c00c205365',
  streamProperties: '9107dcb7b7a9cf118ee600c00c205365',
  audio: '409e69f84d5bcf11a8fd00805f5c442b',
};
const guidLength = 16;
const headerLength = 30;
const objectHeaderLength = 24;
const filePropertiesLength = 104;
const wmav2 = 0x161;
const ticksPerSecond = 10_000_000;

/** Reads a file of Windows Media Audio that holds one stream and nothing else (ASF Specification, 3). */
export async function readAsfHeader(file: SoundFile): Promise<SoundHeader | undefined> {
  const only = onlyStreamOf(file);
  return only && describe(only.stream, secondsOf(only.properties));
}

/** The seconds that a file claims to last, whether it does or not; `undefined` where it has other streams, too. */
export function asfSeconds(file: SoundFile): number | undefined {
  const only = onlyStreamOf(file);
  return only && secondsOf(only.properties);
}

function onlyStreamOf({ beginning }: SoundFile) {
  if (guidAt(beginning, 0) !== guids.header) return undefined;
  const objects = [...objectsIn(beginning)];
  const properties = objects.find((object) => guidAt(object, 0) === guids.fileProperties);
  const streams = objects.filter((object) => guidAt(object, 0) === guids.streamProperties);
  const [stream] = streams;
  if (!properties || properties.length < filePropertiesLength) return undefined;
  return stream && streams.length === 1 ? { properties, stream } : undefined;
}

/** Those that are whole; what is cut off at the end is not needed. */
function* objectsIn(beginning: Buffer): Generator<Buffer> {
  let start = headerLength;
  while (start + objectHeaderLength <= beginning.length) {
    const length = Number(beginning.readBigUInt64LE(start + guidLength));
    if (length < objectHeaderLength || start + length > beginning.length) return;
    yield beginning.subarray(start, start + length);
    start += length;
  }
}

/** The play duration has the time in it that players wait before they begin (3.2). */
function secondsOf(file: Buffer): number {
  const ticks = Number(file.readBigUInt64LE(64));
  const prerollMs = Number(file.readBigUInt64LE(80));
  return ticks / ticksPerSecond - prerollMs / 1000;
}

function describe(stream: Buffer, seconds: number): SoundHeader | undefined {
  const format = stream.subarray(78);
  if (guidAt(stream, objectHeaderLength) !== guids.audio || format.length < 8) return undefined;
  if (format.readUInt16LE(0) !== wmav2) return undefined;
  const channels = format.readUInt16LE(2);
  return { codec: 'wmav2', sampleRate: format.readUInt32LE(4), channels, seconds };
}

function guidAt(bytes: Buffer, offset: number): string {
  return bytes.toString('hex', offset, offset + guidLength);
}
