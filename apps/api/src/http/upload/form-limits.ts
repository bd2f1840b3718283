/** Limits of a form beside those of its file. */
export const formLimits = {
  fields: 16,
  fieldNameBytes: 64,
  fieldBytes: 1024,
} as const;

/** What a form may have beside its file: fields, headers of parts, boundaries, a preamble. */
export const maxOverheadBytes = 256 * 1024;
