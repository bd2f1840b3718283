import type { Readable } from 'node:stream';

/** Rare in what a tool says, so that hardly anything waits for what follows it. */
const first = '\0';
const digits = 3;

/**
 * Passes on what a stream of text says until there is a NUL, `name` and three digits, whose number it
 * resolves to; never where the stream ends before.
 */
export function untilMark(
  stream: Readable,
  name: string,
  onText: (text: string) => void,
): Promise<number> {
  const mark = first + name;
  return new Promise((resolve) => {
    let held = '';
    const take = (text: string): void => {
      held += text;
      const end = held.indexOf(mark);
      const isWhole = end >= 0 && held.length >= end + mark.length + digits;
      const until = end >= 0 ? end : possibleStart(held, mark.length);
      if (until > 0) onText(held.slice(0, until));
      held = held.slice(until);
      if (!isWhole) return;
      stream.off('data', take);
      resolve(Number(held.slice(mark.length)));
    };
    stream.on('data', take);
  });
}

/** Where a mark may begin of which the rest is still to come; the end of the text where none does. */
function possibleStart(text: string, markLength: number): number {
  const start = text.indexOf(first, Math.max(0, text.length - markLength));
  return start < 0 ? text.length : start;
}
