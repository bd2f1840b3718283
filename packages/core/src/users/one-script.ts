/** Recommended for identifiers: UAX 31, table 5. */
const scripts = [
  ...['Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Ethiopic', 'Georgian', 'Greek'],
  ...['Gujarati', 'Gurmukhi', 'Hebrew', 'Kannada', 'Khmer', 'Lao', 'Latin', 'Malayalam', 'Myanmar'],
  ...['Oriya', 'Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
].map((script) => [script]);

/** Written together: UTS 39, 5.2, "highly restrictive". */
const mixtures = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

/** What many scripts use, such as digits and marks, is of none. */
const ofNone = String.raw`\p{scx=Common}\p{scx=Inherited}`;

const allowed = [...scripts, ...mixtures].map(
  (set) => new RegExp(`^[${ofNone}${set.map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u'),
);

/** Whether all letters belong together, so that none can stand for one of another script. */
export function isOfOneScript(text: string): boolean {
  return allowed.some((pattern) => pattern.test(text));
}
