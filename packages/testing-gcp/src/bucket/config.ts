import { z } from 'zod';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(9199),
  /** Where the key and the objects are. */
  DATA_DIR: z.string().default('.data'),
});

export const config = schema.parse(process.env);
