import { RequestError } from './request-error.ts';

/** The client closed the connection; nobody hears this. */
export function requestAborted(): RequestError {
  return new RequestError('request_aborted', 'The request ended before its body did');
}

export function unsupportedMediaType(expected: string): RequestError {
  const message = `Content-Type must be ${expected}`;
  return new RequestError('unsupported_media_type', message, { field: 'Content-Type' });
}

export function payloadTooLarge(maxBytes: number): RequestError {
  return new RequestError('payload_too_large', `The body may have at most ${maxBytes} bytes`);
}

export function repeatedField(field: string): RequestError {
  return new RequestError('repeated_field', `${shown(field)} may be given only once`, { field });
}

export function unknownField(field: string): RequestError {
  return new RequestError('unknown_field', `${shown(field)} is not a field of this call`, {
    field: field.slice(0, maxShown),
  });
}

const maxShown = 64;

/** A name that somebody else chose, fit for a sentence. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, maxShown));
}
