import type { ServerResponse } from 'node:http';

/** A short answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function refusal(status: number, message: string): Reply {
  return { status, body: { error: { code: status, message } } };
}

export function sendReply(res: ServerResponse, { status, headers, body }: Reply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': length,
    ...headers,
  });
  res.end(text);
}
