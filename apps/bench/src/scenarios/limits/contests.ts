import { UsageError } from '../../errors/command-error.ts';
import type { GivenOptions, Options, Size } from '../scenario.ts';

/** One conversion that the service and xargs do equally often. */
export interface Contest {
  readonly name: string;
  readonly format: string;
  readonly source: 'mp3' | 'wav';
  readonly tasks: number;
  readonly rounds: number;
  /** By how much of the limit the service was to reach. */
  readonly wanted: number;
  /** Whether xargs runs also once more, and puts each result on the disk as the service does. */
  readonly isLarge: boolean;
}

type Kind = Pick<Contest, 'format'> & Partial<Contest>;

const slow = { source: 'mp3', tasks: 20, rounds: 3, wanted: 0.98, isLarge: false } as const;
/** A third of a second of ffmpeg for each file. */
const quick = { ...slow, tasks: 60, rounds: 5, wanted: 0.97 } as const;

const full = [
  contest(slow, { format: 'ogg' }),
  contest(slow, { format: 'wma', tasks: 40 }),
  contest(slow, { format: 'acc' }),
  // Of an MP3 the packets would be copied.
  contest(slow, { format: 'mp3', source: 'wav', name: 'mp3 from wav' }),
  contest(quick, { format: 'mp3', name: 'mp3 from mp3, copied' }),
  contest(quick, { format: 'wav', isLarge: true }),
];

const bySize: Readonly<Record<Size, readonly Contest[]>> = {
  full,
  smoke: full.map((contest) => ({ ...contest, tasks: 3, rounds: 1 })),
};

function contest(defaults: Omit<Contest, 'name' | 'format'>, kind: Kind): Contest {
  return { ...defaults, name: kind.format, ...kind };
}

const formats = [...new Set(full.map(({ format }) => format))];

export const limitOptions = {
  formats: { value: 'NAMES', help: `to which formats, such as ogg,wav; else ${formats}` },
} satisfies Options;

/** @throws UsageError */
export function readContests({ formats: names }: GivenOptions, size: Size): readonly Contest[] {
  const wanted = names?.split(',') ?? formats;
  const unknown = wanted.find((name) => !formats.includes(name));
  if (unknown === undefined) return bySize[size].filter(({ format }) => wanted.includes(format));
  throw new UsageError(`--formats must be of ${formats.join(', ')}; got "${unknown}".`);
}
