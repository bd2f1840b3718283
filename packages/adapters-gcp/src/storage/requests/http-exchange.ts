import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { ConnectionLost } from './gcs-error.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** With a stream, `Content-Length` is among the headers. It is closed in any case. */
  readonly body?: Uint8Array | Readable;
}

/** Closes connections that nobody has used for so long, before the server does. */
const idleMs = 15_000;

/**
 * Sends requests by Node's own client. gaxios, which the SDK uses, follows a 308 as a redirect where
 * Cloud Storage means "go on", asks for compressed bodies and undoes the compression, and hides the
 * connection that a stall or an abort has to cut; the streams of the SDK can end the process when a
 * server answers 500 to an upload.
 */
export class HttpExchange {
  readonly #stallMs: number;
  readonly #plain = new PlainAgent({ keepAlive: true, timeout: idleMs });
  readonly #tls = new TlsAgent({ keepAlive: true, timeout: idleMs });

  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  /**
   * Resolves with the beginning of the answer, whatever its status. An aborted `signal` destroys the
   * connection at any time, also while the answer's body is read.
   * @throws ConnectionLost, or the error of the body that was to be sent
   */
  send(message: HttpRequest, signal?: AbortSignal): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request = this.#begin(message, signal);
    const { body } = message;
    request.on('error', (error) => reject(errorOf(body) ?? new ConnectionLost(error)));
    request.on('response', (response) => {
      // Whoever reads learns of an error by reading; nobody may be reading any more.
      response.on('error', () => {});
      stopSending(request, response, body);
      request.setTimeout(0);
      resolve(response);
    });
    sendBody(request, body);
    return promise;
  }

  close(): void {
    this.#plain.destroy();
    this.#tls.destroy();
  }

  #begin({ method, url, headers }: HttpRequest, signal?: AbortSignal): ClientRequest {
    const isTls = url.protocol === 'https:';
    const options = { method, headers, timeout: this.#stallMs, ...(signal && { signal }) };
    const request = isTls
      ? requestTls(url, { ...options, agent: this.#tls })
      : requestPlain(url, { ...options, agent: this.#plain });
    const stalled = new Error(`Nothing moved for ${this.#stallMs} ms`);
    return request.on('timeout', () => request.destroy(stalled));
  }
}

function sendBody(request: ClientRequest, body: HttpRequest['body']): void {
  if (!(body instanceof Readable)) return void request.end(body);
  body.on('error', (error) => request.destroy(error));
  request.on('close', () => body.destroy());
  body.pipe(request);
}

/** A server may answer before it has read all, and then wants no more. */
function stopSending(
  request: ClientRequest,
  response: IncomingMessage,
  body: HttpRequest['body'],
): void {
  if (request.writableFinished) return;
  if (body instanceof Readable) body.unpipe(request);
  response.on('end', () => request.destroy());
}

function errorOf(body: HttpRequest['body']): Error | null {
  return body instanceof Readable ? body.errored : null;
}
