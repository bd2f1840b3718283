/** Milliseconds until the time that `Retry-After` names, in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfterMs(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}
