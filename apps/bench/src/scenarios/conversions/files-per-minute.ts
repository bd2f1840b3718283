import type { MinuteCount } from '../../client/benchmark-client.ts';

export interface FilesPerMinute {
  readonly mean: number;
  /** Of the whole minutes, as the next one; `null` where there is none. */
  readonly best: number | null;
  /** The smallest, where several are equally frequent. */
  readonly mostFrequent: number | null;
}

/** How fast files were processed, all tasks having ended after so many seconds. */
export function filesPerMinute(minutes: readonly MinuteCount[], seconds: number): FilesPerMinute {
  const processed = minutes.reduce((sum, { count }) => sum + count, 0);
  const counts = wholeMinutes(minutes, seconds);
  return {
    mean: (processed * 60) / seconds,
    best: counts.length > 0 ? Math.max(...counts) : null,
    mostFrequent: mostFrequent(counts),
  };
}

/** The last minute is cut short, and one without a file is not among `minutes`. */
function wholeMinutes(minutes: readonly MinuteCount[], seconds: number): readonly number[] {
  const counts = new Map(minutes.map(({ min, count }) => [min, count]));
  const length = Math.floor(seconds / 60);
  return Array.from({ length }, (_, index) => counts.get(index + 1) ?? 0);
}

function mostFrequent(counts: readonly number[]): number | null {
  const groups = [...Map.groupBy(counts, (count) => count).values()];
  const [first] = groups.sort((a, b) => b.length - a.length || Number(a[0]) - Number(b[0]));
  return first?.[0] ?? null;
}
