/** A new UUID (RFC 9562, version 4) at each call. */
export type IdSource = () => string;
