import type { ErrorCode } from '@cloudconvert/core';
import type { RequestErrorCode } from './request-error.ts';

export type ProblemCode = ErrorCode | RequestErrorCode;

/** What each code means in HTTP. */
export const statusTable = {
  weak_password: 400,
  passwords_differ: 400,
  invalid_field: 400,
  unsupported_format: 400,
  // Another format will do, so it is for the caller to mend.
  format_unavailable: 400,
  not_audio: 400,
  invalid_request: 400,
  invalid_url: 400,
  invalid_json: 400,
  invalid_multipart: 400,
  unsupported_media_type: 400,
  unknown_field: 400,
  missing_field: 400,
  repeated_field: 400,
  request_aborted: 400,
  invalid_credentials: 401,
  unauthenticated: 401,
  not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  username_taken: 409,
  email_taken: 409,
  file_not_ready: 409,
  file_too_large: 413,
  payload_too_large: 413,
  range_not_satisfiable: 416,
  expectation_failed: 417,
  too_many_requests: 429,
  too_many_tasks: 429,
  headers_too_large: 431,
  internal_error: 500,
  mail_rejected: 502,
  busy: 503,
  storage_unavailable: 503,
  database_unavailable: 503,
  mail_unavailable: 503,
  unhealthy: 503,
  no_converter: 503,
  storage_full: 507,
} satisfies Record<ProblemCode, number>;
