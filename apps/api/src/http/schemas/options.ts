import { z } from 'zod';

const number = z.number('must be a number');
const digits = z
  .string('must be a whole number')
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);

/** Conversion options in a JSON body; the domain knows which values a format takes. */
export const jsonOptions = {
  bitRate: number.exactOptional(),
  sampleRate: number.exactOptional(),
  channels: number.exactOptional(),
};

/** The same in a form, where everything is text. */
export const formOptions = {
  bitRate: digits.exactOptional(),
  sampleRate: digits.exactOptional(),
  channels: digits.exactOptional(),
};
