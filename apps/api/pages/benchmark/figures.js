/** @import { MinuteCount } from './service.js' */

/**
 * How fast files were processed within so many seconds. Best and most frequent are of whole minutes,
 * since the last one is cut short, and `null` where there is none.
 * @param {readonly MinuteCount[]} minutes
 * @param {number} seconds
 */
export function filesPerMinute(minutes, seconds) {
  const counts = everyMinute(minutes, seconds);
  const whole = Math.floor(seconds / 60);
  const wholeCounts = counts.slice(0, whole);
  return {
    counts,
    whole,
    mean: seconds > 0 ? (sumOf(counts) * 60) / seconds : null,
    best: whole > 0 ? Math.max(...wholeCounts) : null,
    mostFrequent: mostFrequent(wholeCounts),
  };
}

/**
 * A minute without a file is not among `minutes`.
 * @param {readonly MinuteCount[]} minutes
 * @param {number} seconds
 */
function everyMinute(minutes, seconds) {
  const counts = new Map(minutes.map(({ min, count }) => [min, count]));
  const length = Math.max(Math.ceil(seconds / 60), ...counts.keys());
  return Array.from({ length }, (_, index) => counts.get(index + 1) ?? 0);
}

/**
 * The smallest, where several are equally frequent.
 * @param {readonly number[]} counts
 */
function mostFrequent(counts) {
  const times = new Map();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const most = Math.max(...times.values());
  const candidates = [...times.keys()].filter((count) => times.get(count) === most);
  return candidates.length > 0 ? Math.min(...candidates) : null;
}

/** @param {readonly number[]} counts */
function sumOf(counts) {
  return counts.reduce((sum, count) => sum + count, 0);
}
