const { BASE_IMAGE, POSTGRES_IMAGE, MAILPIT_IMAGE } = process.env;

export const baseImage = BASE_IMAGE || 'debian:trixie-slim';
export const postgresImage = POSTGRES_IMAGE || 'postgres:18-alpine';
export const mailImage = MAILPIT_IMAGE || 'axllent/mailpit:v1.27';

/** Names of the images that this run has built of this tree. */
interface BuiltImages {
  readonly api: string;
  readonly converter: string;
  readonly local: string;
  readonly bucket: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly images: BuiltImages;
  }
}
