/** Numbers that are nobody's id, among them those that no integer column can hold. */
export const absentIds = [0, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 40), 1.5, Number.MAX_SAFE_INTEGER];

/** Texts that are nobody's file id, among them those that are no UUID. */
export const absentFileIds = [
  '00000000-0000-4000-8000-000000000000',
  '',
  'song.mp3',
  "' or 1 = 1 --",
  'a\0b',
  '../../etc/passwd',
];

/** Texts that a stranger may send and that not every store can hold. */
export const strangeTexts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['NUL', 'a\0b'],
  ['half of a surrogate pair', '\ud800'],
  ['SQL', "' or 1 = 1 --"],
  ['letters of other scripts', '歌 Ünïcödé 🎵'],
  ['twenty thousand letters', 'x'.repeat(20_000)],
];
