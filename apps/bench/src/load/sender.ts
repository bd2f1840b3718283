import http from 'node:http';
import https from 'node:https';

/** A request whose body is at hand as a whole, so that sending it again costs next to nothing. */
export interface Message {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Received {
  readonly status: number;
  readonly text: string;
  /** When the last byte of the request had left, as `Date.now()` has it. */
  readonly sentAt: number;
}

/** Sends messages to one service, over connections that are kept. */
export class Sender {
  readonly #protocol: typeof http | typeof https;
  readonly #agent: http.Agent;

  constructor(target: URL) {
    this.#protocol = target.protocol === 'https:' ? https : http;
    this.#agent = new this.#protocol.Agent({ keepAlive: true });
  }

  /** Rejects when the connection breaks, or `signal` aborts, which ends the request. */
  send({ method, url, headers, body }: Message, signal: AbortSignal): Promise<Received> {
    const length = body && { 'Content-Length': String(body.byteLength) };
    const options = { method, agent: this.#agent, headers: { ...headers, ...length }, signal };
    return new Promise((resolve, reject) => {
      const request = this.#protocol.request(url, options);
      let sentAt = Number.NaN;
      request.once('finish', () => {
        sentAt = Date.now();
      });
      request.once('response', (response) => {
        const read = textOf(response);
        read.then((text) => resolve({ status: response.statusCode ?? 0, text, sentAt }), reject);
      });
      request.once('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  return Buffer.concat(await response.toArray()).toString('utf8');
}
