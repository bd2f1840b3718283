/** Every reason for which a request is refused before any use case sees it. */
export type RequestErrorCode =
  | 'invalid_request'
  | 'invalid_url'
  | 'invalid_json'
  | 'invalid_multipart'
  | 'unsupported_media_type'
  | 'unsupported_content_coding'
  | 'unsupported_transfer_coding'
  | 'precondition_failed'
  | 'unknown_field'
  | 'missing_field'
  | 'repeated_field'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'request_aborted'
  | 'payload_too_large'
  | 'range_not_satisfiable'
  | 'expectation_failed'
  | 'headers_too_large'
  | 'unhealthy'
  | 'no_converter'
  | 'internal_error';

interface RequestErrorDetails {
  readonly cause?: unknown;
  readonly field?: string;
  /** Sent with the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the problem beside the usual ones (RFC 9457, 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A request that is wrong as HTTP, in words that the person can act on. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: RequestErrorCode;
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: RequestErrorCode, message: string, details: RequestErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.headers = details.headers ?? {};
    this.extensions = details.extensions ?? {};
  }
}
