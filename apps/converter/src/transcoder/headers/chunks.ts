import type { SoundFile } from './sound-file.ts';

/** A part of a file that tells how long it is. */
export interface Chunk {
  readonly id: string;
  /** Where what is in it begins. */
  readonly start: number;
  /** Bytes that it claims to hold; as many as there are where its writer didn't know. */
  readonly length: number;
}

interface Header {
  readonly id: string;
  /** Bytes before what is in it. */
  readonly before: number;
  /** Bytes that it claims to hold; `undefined` where its writer didn't know. */
  readonly length: number | undefined;
}

interface Layout {
  /** Where the first chunk begins. */
  readonly first: number;
  /** The next chunk begins at a multiple of this. */
  readonly alignment: number;
  /** Bytes that `read` needs. */
  readonly headerLength: number;
  read(bytes: Buffer, file: SoundFile): Header;
}

/** Writers that don't know the size yet put a number from here up (ffmpeg, SoX, arecord). */
const firstPlaceholder = 0x7fff_0000;
/** More than any file of sound has that is not in fragments. */
const maxChunks = 1000;

/** Microsoft, Multimedia Programming Interface 1.0; EBU Tech 3306 has the size of the samples in `ds64`. */
const riff: Layout = {
  first: 12,
  alignment: 2,
  headerLength: 8,
  read(bytes, { beginning }) {
    const id = bytes.toString('latin1', 0, 4);
    const length = bytes.readUInt32LE(4);
    if (length < firstPlaceholder) return { id, before: 8, length };
    const isLarge = id === 'data' && beginning.toString('latin1', 0, 4) === 'RF64';
    return { id, before: 8, length: isLarge ? Number(beginning.readBigUInt64LE(28)) : undefined };
  },
};

/** Sony Wave64: GUIDs that begin with the names of RIFF, sizes of 64 bits that have the header in them. */
const wave64: Layout = {
  first: 40,
  alignment: 8,
  headerLength: 24,
  read: (bytes) => ({
    id: bytes.toString('latin1', 0, 4),
    before: 24,
    length: Math.max(0, Number(bytes.readBigUInt64LE(16)) - 24),
  }),
};

/** Apple, AIFF 1.3. */
const aiff: Layout = {
  first: 12,
  alignment: 2,
  headerLength: 8,
  read: (bytes) => ({
    id: bytes.toString('latin1', 0, 4),
    before: 8,
    length: bytes.readUInt32BE(4),
  }),
};

/** Apple Core Audio Format 1.0: −1 means to the end. */
const caf: Layout = {
  first: 8,
  alignment: 1,
  headerLength: 12,
  read(bytes) {
    const length = Number(bytes.readBigInt64BE(4));
    return {
      id: bytes.toString('latin1', 0, 4),
      before: 12,
      length: length < 0 ? undefined : length,
    };
  },
};

/** ISO/IEC 14496-12, 4.2: 0 means to the end, 1 that 64 bits follow. */
const mov: Layout = {
  first: 0,
  alignment: 1,
  headerLength: 16,
  read(bytes) {
    const id = bytes.toString('latin1', 4, 8);
    const size = bytes.readUInt32BE(0);
    if (size === 0) return { id, before: 8, length: undefined };
    if (size > 1) return { id, before: 8, length: Math.max(0, size - 8) };
    return { id, before: 16, length: Math.max(0, Number(bytes.readBigUInt64BE(8)) - 16) };
  },
};

/** ASF Specification, 2.1; the size of a live stream's objects is 0. */
const asf: Layout = {
  first: 0,
  alignment: 1,
  headerLength: 24,
  read(bytes) {
    const size = Number(bytes.readBigUInt64LE(16));
    return {
      id: bytes.toString('hex', 0, 4),
      before: 24,
      length: size === 0 ? undefined : Math.max(0, size - 24),
    };
  },
};

/** Sun's format has nothing but a header, whose length comes before that of the samples. */
const au: Layout = {
  first: 0,
  alignment: 1,
  headerLength: 12,
  read(bytes) {
    const length = bytes.readUInt32BE(8);
    return {
      id: 'data',
      before: bytes.readUInt32BE(4),
      length: length < firstPlaceholder ? length : undefined,
    };
  },
};

function layoutOf({ beginning }: SoundFile): Layout | undefined {
  const mark = beginning.toString('latin1', 0, 8);
  if (mark.startsWith('RIFF') || mark.startsWith('RF64')) return riff;
  if (mark.startsWith('riff')) return wave64;
  if (mark.startsWith('FORM')) return aiff;
  if (mark.startsWith('caff')) return caf;
  if (mark.endsWith('ftyp')) return mov;
  if (mark.startsWith('.snd')) return au;
  return beginning.toString('hex', 0, 4) === '3026b275' ? asf : undefined;
}

/** The chunks of a file, in their order; none of a file that is not made of them. */
export async function* readChunks(file: SoundFile): AsyncGenerator<Chunk> {
  const layout = layoutOf(file);
  let position = layout?.first ?? 0;
  for (let count = 0; layout && count < maxChunks; count += 1) {
    const bytes = await file.read(position, layout.headerLength);
    if (bytes.length < layout.headerLength) return;
    const { id, before, length } = layout.read(bytes, file);
    const start = position + before;
    const known = length ?? Math.max(0, file.size - start);
    yield { id, start, length: known };
    position = Math.ceil((start + known) / layout.alignment) * layout.alignment;
  }
}
