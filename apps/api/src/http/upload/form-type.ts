import type { IncomingHttpHeaders } from 'node:http';
import { unsupportedMediaType } from '../errors/request-errors.ts';

/** A form with a boundary of at most 70 characters (RFC 2046, 5.1.1). */
const pattern =
  /^multipart\/form-data *;(?:.*;)? *boundary *= *(?:"[^"\r\n]{1,70}"|[^\s";,]{1,70}) *(?:;|$)/i;

/** @throws RequestError `unsupported_media_type` */
export function checkFormType(headers: IncomingHttpHeaders): void {
  const isForm = pattern.test(headers['content-type']?.trim() ?? '');
  if (isForm && !('content-encoding' in headers)) return;
  throw unsupportedMediaType('multipart/form-data with a boundary of at most 70 characters');
}
