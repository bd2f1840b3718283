import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface BucketAnswer {
  readonly status: number | undefined;
  readonly bytes: Buffer;
}

/** Browsers and curl take whatever ends in `localhost` for this machine; Node asks the machine. */
const toLoopback: LookupFunction = (name, _options, found) => {
  if (!name.endsWith('.localhost')) throw new Error(`${name} is not on this machine`);
  found(null, [{ address: '127.0.0.1', family: 4 }]);
};

/** A request to a URL of the bucket that the API has handed out. */
export async function askBucket(
  url: string,
  method = 'GET',
  body = new Uint8Array(),
): Promise<BucketAnswer> {
  const headers = { 'Content-Length': body.length };
  const asking = request(url, { method, headers, lookup: toLoopback }).end(body);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, bytes: await buffer(answer) };
}
