import { RequestError } from '../errors/request-error.ts';

export function invalidForm(message: string): RequestError {
  return new RequestError('invalid_multipart', message);
}

export function malformedForm(): RequestError {
  return invalidForm('The body is not a valid multipart/form-data form');
}

export function truncatedForm(): RequestError {
  return invalidForm('The body is not a complete multipart/form-data form');
}
