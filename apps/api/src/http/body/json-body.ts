import type { Request, Response } from 'express';
import type { z } from 'zod';
import { unsupportedMediaType } from '../errors/request-errors.ts';
import { checkFields } from './check-fields.ts';
import { inviteBody } from './invite-body.ts';
import { parseJson } from './parse-json.ts';
import { readBytes } from './read-bytes.ts';

const maxBytes = 16 * 1024;
const anyJsonType = /^application\/json *(?:;|$)/i;
const jsonType = /^application\/json *(?:; *charset *= *"?utf-8"? *)?$/i;

/** Whether a body says that it is JSON, in whatever charset. */
export function isJson({ headers }: Request): boolean {
  return anyJsonType.test(headers['content-type']?.trim() ?? '');
}

/** The fields of a JSON body. */
export async function readJsonBody<S extends z.ZodObject>(
  req: Request,
  res: Response,
  schema: S,
): Promise<z.output<S>> {
  checkType(req);
  inviteBody(req, res);
  return checkFields(schema, parseJson(await readBytes(req, maxBytes)));
}

function checkType({ headers }: Request): void {
  const isRight = jsonType.test(headers['content-type']?.trim() ?? '');
  if (!isRight) throw unsupportedMediaType('application/json');
}
