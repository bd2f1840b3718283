import type { IncomingMessage } from 'node:http';
import { uploadMismatch } from '@cloudconvert/core';
import { RequestError } from '../errors/request-error.ts';

/**
 * Refuses by its headers a request that can't bring the `size` bytes of an upload.
 * @throws RequestError or DomainError `upload_mismatch`
 */
export function checkUploadHeaders({ headers }: IncomingMessage, size: number): void {
  if ('content-encoding' in headers) throw encoded();
  // RFC 9110, 14.5: whoever takes no part of a file should refuse one, lest it pass for the whole.
  if ('content-range' in headers) throw partial();
  const declared = 'transfer-encoding' in headers ? size : Number(headers['content-length'] ?? 0);
  if (declared !== size) throw uploadMismatch(`${declared} bytes, not the ${size} announced`);
}

function encoded(): RequestError {
  const message = 'Send the bytes of the file as they are, without Content-Encoding';
  return new RequestError('unsupported_media_type', message, { field: 'Content-Encoding' });
}

function partial(): RequestError {
  const message = 'Send the file whole, without Content-Range';
  return new RequestError('invalid_request', message, { field: 'Content-Range' });
}
