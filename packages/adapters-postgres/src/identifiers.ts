const maxInt4 = 2 ** 31 - 1;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether all of them can be compared with an `integer`; what can't is the number of nothing. */
export function fitInt4(...numbers: readonly number[]): boolean {
  return numbers.every((number) => Number.isInteger(number) && Math.abs(number) <= maxInt4);
}

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Whether `text` can be compared with a `text`, which has no place for NUL. */
export function fitsText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
