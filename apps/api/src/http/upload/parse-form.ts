import type { Readable, Writable } from 'node:stream';
import type { Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import type { FormBody } from './form-body.ts';
import { invalidForm, translateFormError } from './form-errors.ts';
import { formLimits } from './form-limits.ts';

/** Fewer and larger pieces cost less. */
const highWaterMark = 256 * 1024;

/**
 * Parses a form whose file goes to `storage`. Rejects as soon as the form is known to be wrong, without
 * reading the rest of it.
 */
export async function parseForm(
  body: FormBody,
  res: Response,
  storage: StorageEngine,
): Promise<void> {
  const faults = new WeakSet<Error>();
  const options = {
    storage,
    limits: formLimits,
    defParamCharset: 'utf8',
    highWaterMark,
    fileHwm: highWaterMark,
    streamHandler: (_req: unknown, parser: Writable) => feed(body, parser, faults),
  };
  const parse = multer(options).single('fileName');
  return new Promise((resolve, reject) => {
    parse(body.asRequest(), res, (error: unknown) => {
      if (!error) resolve();
      else if (isFault(error, faults)) reject(invalidForm(malformed, error));
      else reject(translateFormError(error));
    });
  });
}

const malformed = 'The body is not a complete multipart/form-data form';

function isFault(error: unknown, faults: WeakSet<Error>): boolean {
  return error instanceof Error && faults.has(error);
}

/** Notes which errors are the parser's own: they are plain, and mean that the form is malformed. */
function feed(body: FormBody, parser: Writable, faults: WeakSet<Error>): void {
  const note = (error: Error) => {
    if (error !== body.errored) faults.add(error);
  };
  parser.prependListener('error', note);
  parser.prependListener('file', (_name: unknown, file: Readable) => {
    file.prependListener('error', note);
  });
  // The middleware unpipes when it has made up its mind, and then waits for the end of the request.
  parser.once('unpipe', () => body.destroy());
  body.pipe(parser);
}
