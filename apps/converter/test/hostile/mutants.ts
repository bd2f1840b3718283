import { noise } from './random.ts';

/** A file that was changed, and how. */
export interface Mutant {
  readonly how: string;
  readonly bytes: Buffer;
  /** The first byte that is another, and how many of the last are the same. */
  readonly from: number;
  readonly sameAtEnd: number;
}

type Mutation = (bytes: Buffer, random: () => number) => Mutant;

const below = (random: () => number, limit: number) => Math.floor(random() * limit);

/** Some bytes are others: up to one in a hundred, and mostly far fewer. */
const flipped: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  const count = 1 + below(random, bytes.length ** random() / 100);
  const places = Array.from({ length: count }, () => below(random, bytes.length));
  for (const place of places) copy[place] = (copy[place] ?? 0) ^ (1 << below(random, 8));
  const last = Math.max(...places);
  return {
    how: 'flipped',
    bytes: copy,
    from: Math.min(...places),
    sameAtEnd: bytes.length - last - 1,
  };
};

/** The end is missing. */
const cut: Mutation = (bytes, random) => {
  const length = below(random, bytes.length);
  return { how: 'cut', bytes: bytes.subarray(0, length), from: length, sameAtEnd: 0 };
};

/** A piece in the middle is missing, or there is noise in its place. */
const spliced: Mutation = (bytes, random) => {
  const start = below(random, bytes.length);
  const end = start + below(random, bytes.length - start);
  const filling = random() < 0.5 ? Buffer.alloc(0) : noise(below(random, 2000), random);
  const parts = [bytes.subarray(0, start), filling, bytes.subarray(end)];
  return {
    how: 'spliced',
    bytes: Buffer.concat(parts),
    from: start,
    sameAtEnd: bytes.length - end,
  };
};

/** A piece comes twice. */
const doubled: Mutation = (bytes, random) => {
  const start = below(random, bytes.length);
  const end = start + below(random, bytes.length - start);
  const parts = [bytes.subarray(0, end), bytes.subarray(start)];
  return { how: 'doubled', bytes: Buffer.concat(parts), from: end, sameAtEnd: bytes.length - end };
};

const mutations = [flipped, cut, spliced, doubled];

/** `count` mutants of a file, each kind in turn. */
export function* mutantsOf(bytes: Buffer, count: number, random: () => number): Generator<Mutant> {
  for (let index = 0; index < count; index += 1) {
    const mutation = mutations[index % mutations.length] ?? flipped;
    yield mutation(bytes, random);
  }
}
