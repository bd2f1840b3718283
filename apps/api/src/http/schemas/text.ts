import { z } from 'zod';

export const text = z.string('must be a string');

/** The file of a form among its fields, where it has no business. */
export const misplacedFile = z.never('must be a file with a name, not text').exactOptional();
