/** Of the scripts that names may be in; their digits and marks have directions of their own. */
const rightToLeft = /^(?=\p{L})[\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Thaana}]/u;
const hasRightToLeft =
  /(?=[\p{L}\p{Nd}])[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\u0660-\u0669]/u;
const endsWell = /[\p{L}\p{Nd}]\p{M}*$/u;
const europeanDigit = /[0-9\u06f0-\u06f9]/;
const arabicDigit = /[\u0660-\u0669]/;

/**
 * The Bidi Rule of RFC 5893, 2, for text of one script: what is written from right to left begins with such a
 * letter, ends with a letter or a digit, and has digits of one kind.
 */
export function keepsBidiRule(text: string): boolean {
  if (!hasRightToLeft.test(text)) return true;
  const hasBothDigits = europeanDigit.test(text) && arabicDigit.test(text);
  return rightToLeft.test(text) && endsWell.test(text) && !hasBothDigits;
}
