import type { RequestBody } from './request-body.ts';

/**
 * `body`, until it has more bytes than it may; then `error` says so. No generator, since that would
 * let go of a body only when its next piece comes.
 */
export function boundedBody(
  body: RequestBody,
  maxBytes: number,
  error: () => Error,
): AsyncIterableIterator<Buffer> {
  let size = 0;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = await body.next();
      size += result.done ? 0 : result.value.length;
      if (size > maxBytes) throw error();
      return result;
    },
    return: () => body.return(),
  };
}
