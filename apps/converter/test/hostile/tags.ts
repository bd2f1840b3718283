/** A tag of its own for each number below `count`. */
function* tags(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) yield Buffer.from(`K${index}=v`, 'latin1');
}

function lengthLE(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

/** Comments of Vorbis (Vorbis I, 5.2.1), `count` of them. */
function vorbisComments(count: number): Buffer {
  const comments = [...tags(count)].flatMap((tag) => [lengthLE(tag.length), tag]);
  return Buffer.concat([lengthLE(0), lengthLE(count), ...comments]);
}

/** A FLAC with `count` comments in place of what tags it has (RFC 9639, 8.6). */
export function flacWithComments(flac: Buffer, count: number): Buffer {
  const streamInfo = Buffer.from(flac.subarray(4, 42));
  streamInfo[0] = 0;
  const comments = vorbisComments(count);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(comments.length);
  header[0] = 0x84;
  return Buffer.concat([
    flac.subarray(0, 4),
    streamInfo,
    header,
    comments,
    flac.subarray(soundOf(flac)),
  ]);
}

/** Where the blocks of metadata of a FLAC end. */
function soundOf(flac: Buffer): number {
  let position = 4;
  for (let isLast = false; !isLast; ) {
    isLast = (flac.readUInt8(position) & 0x80) !== 0;
    position += 4 + flac.readUIntBE(position + 1, 3);
  }
  return position;
}

/** An ID3v2.4 tag of `count` frames of text. */
export function id3WithFrames(count: number): Buffer {
  const frames = [...tags(count)].flatMap((tag) => {
    const body = Buffer.concat([Buffer.from([3]), tag, Buffer.from('\0v')]);
    return [Buffer.from('TXXX'), syncSafe(body.length), Buffer.alloc(2), body];
  });
  const body = Buffer.concat(frames);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), syncSafe(body.length), body]);
}

function syncSafe(size: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (size >>> shift) & 0x7f));
}

/** A RIFF file with `count` tags behind what it holds. */
export function riffWithTags(riff: Buffer, count: number): Buffer {
  const entries = Array.from({ length: count }, (_, index) =>
    Buffer.from(`${index.toString(36).padStart(4, '_')}\x02\0\0\0v\0`, 'latin1'),
  );
  const list = Buffer.concat([Buffer.from('INFO'), ...entries]);
  return Buffer.concat([riff, Buffer.from('LIST'), lengthLE(list.length), list]);
}

const ids = {
  ebml: '1a45dfa3',
  docType: '4282',
  segment: '18538067',
  tags: '1254c367',
  tag: '7373',
};
const simple = { tag: '67c8', name: '45a3', text: '4487' };

/** Matroska that begins with `count` tags, in elements of unknown size where that is allowed (RFC 8794, 6.2). */
export function matroskaWithTags(count: number): Buffer {
  const named = [...tags(count)].map((tag) =>
    element(simple.tag, element(simple.name, tag), element(simple.text, Buffer.from('v'))),
  );
  return Buffer.concat([
    element(ids.ebml, element(ids.docType, Buffer.from('matroska'))),
    unknownSize(ids.segment),
    unknownSize(ids.tags),
    element(ids.tag, Buffer.concat(named)),
  ]);
}

function element(id: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE((1n << 56n) | BigInt(body.length));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

function unknownSize(id: string): Buffer {
  return Buffer.from(`${id}01ffffffffffffff`, 'hex');
}
