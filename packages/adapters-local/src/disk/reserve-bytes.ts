const mebibyte = 1024 ** 2;
/** The least log that the embedded database can do with is 32 MiB; as much again is for its tables. */
const least = 64 * mebibyte;
/** Twice the log that it keeps where there is room (`max_wal_size`). */
const most = 512 * mebibyte;

/**
 * What is kept free on a disk of `total` bytes: `wanted`, or else a twentieth, at least 64 MiB and at most
 * 512 MiB, but never more than a third of a small disk.
 */
export function reserveBytes(total: number, wanted?: number): number {
  const usual = Math.min(Math.max(total / 20, least), most, total / 3);
  return wanted ?? Math.floor(usual);
}
