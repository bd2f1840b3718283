import type { IncomingHttpHeaders } from 'node:http';
import { unsupportedMediaType } from '../errors/request-errors.ts';

/** A form with a boundary of at most 70 characters (RFC 2046, 5.1.1). */
const pattern =
  /^multipart\/form-data *;(?:.*;)? *boundary *= *(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70})) *(?:;|$)/i;

/**
 * The boundary of a form.
 * @throws RequestError `unsupported_media_type`
 */
export function boundaryOf(headers: IncomingHttpHeaders): string {
  const [, quoted, plain] = pattern.exec(headers['content-type']?.trim() ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary !== undefined) return boundary;
  throw unsupportedMediaType('multipart/form-data with a boundary of at most 70 characters');
}
