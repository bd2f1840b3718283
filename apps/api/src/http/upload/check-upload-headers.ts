import type { IncomingMessage } from 'node:http';
import { type PendingUpload, uploadMismatch } from '@cloudconvert/core';
import { RequestError } from '../errors/request-error.ts';

/**
 * Refuses by its headers a request that can't bring the bytes of an upload as they were announced. A
 * bucket refuses another Content-Type, too: it is part of what is signed.
 * @throws RequestError or DomainError `upload_mismatch`
 */
export function checkUploadHeaders(
  { headers }: IncomingMessage,
  { size, contentType }: PendingUpload,
): void {
  // RFC 9110, 14.5: whoever takes no part of a file should refuse one, lest it pass for the whole.
  if ('content-range' in headers) throw partial();
  const declared = 'transfer-encoding' in headers ? size : Number(headers['content-length'] ?? 0);
  if (declared !== size) throw uploadMismatch(`${declared} bytes, not the ${size} announced`);
  const type = headers['content-type']?.trim();
  if (type !== contentType) throw otherType(type, contentType);
}

function otherType(type: string | undefined, announced: string): Error {
  const given = type === undefined ? 'no Content-Type' : `the Content-Type ${type.slice(0, 64)}`;
  return uploadMismatch(`${given}, not ${announced}`);
}

function partial(): RequestError {
  const message = 'Send the file whole, without Content-Range';
  return new RequestError('invalid_request', message, { field: 'Content-Range' });
}
