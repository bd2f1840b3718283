/** Limits of multipart forms. Nesting and indexes are off, since they can stall the parser. */
export const formLimits = {
  files: 1,
  fields: 16,
  parts: 18,
  fieldNameSize: 64,
  fieldSize: 1024,
  headerPairs: 20,
  fieldNestingDepth: 0,
  fieldArrayIndexLimit: 0,
} as const;

/** What a form may have beside its file: fields, headers of parts, boundaries, a preamble. */
export const maxOverheadBytes = 256 * 1024;
