import { text } from './text.ts';

const maxLength = 255;
const rule = 'must be a media type, such as audio/mpeg, without control characters';

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quoted = String.raw`"(?:[ !#-\[\]-~]|\\[ -~])*"`;

/** RFC 9110, 8.3.1, in ASCII and with no white space other than spaces. */
const pattern = new RegExp(`^${token}/${token}(?: *; *${token}=(?:${token}|${quoted}))*$`);

export const mediaType = text
  .max(maxLength, `may have at most ${maxLength} characters`)
  .regex(pattern, rule);
