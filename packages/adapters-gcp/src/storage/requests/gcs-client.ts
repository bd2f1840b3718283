import type { IncomingMessage } from 'node:http';
import { orAborted } from '@cloudconvert/core';
import type { Storage } from '@google-cloud/storage';
import { type AnsweredText, readAnswer } from './answered-text.ts';
import { ConnectionLost } from './gcs-error.ts';
import type { GcsTiming } from './gcs-timing.ts';
import { HttpExchange, type HttpRequest } from './http-exchange.ts';
import { Patience } from './patience.ts';

export interface GcsClientOptions {
  readonly storage: Storage;
  /** Whether requests carry a token; those to an emulator don't. */
  readonly isAuthenticated: boolean;
  readonly timing: GcsTiming;
  /** Where signatures are asked for when there is no private key; Google's own when missing. */
  readonly signingEndpoint?: string | undefined;
}

/** What the requests to one Cloud Storage have in common. */
export class GcsClient {
  readonly storage: Storage;
  readonly timing: GcsTiming;
  readonly signingEndpoint: string | undefined;
  readonly #isAuthenticated: boolean;
  readonly #exchange: HttpExchange;

  constructor({ storage, isAuthenticated, timing, signingEndpoint }: GcsClientOptions) {
    this.storage = storage;
    this.timing = timing;
    this.signingEndpoint = signingEndpoint;
    this.#isAuthenticated = isAuthenticated;
    this.#exchange = new HttpExchange(timing.stallMs);
  }

  url(path: string, query: Readonly<Record<string, string>>): URL {
    const url = new URL(path, this.storage.apiEndpoint);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** One attempt at a request that carries this service's token. */
  async sendAuthenticated(request: HttpRequest, signal?: AbortSignal): Promise<IncomingMessage> {
    const authorization = await this.#authorizationFor(request.url, signal);
    const headers = { ...request.headers, ...authorization };
    return this.send({ ...request, headers }, signal);
  }

  /** One attempt at a request to a URL that needs no token: a session's or a signed one. */
  send(request: HttpRequest, signal?: AbortSignal): Promise<IncomingMessage> {
    // Bytes and checksums are those of the stored object only when nothing on the way encodes them.
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    return this.#exchange.send({ ...request, headers }, signal);
  }

  /** The answer to an authenticated request, tried again while that may help. */
  ask(request: HttpRequest, fine: readonly number[], signal?: AbortSignal): Promise<AnsweredText> {
    return this.patiently(signal, async () => {
      const response = await this.sendAuthenticated(request, signal);
      return readAnswer(response, fine, this.timing.stallMs);
    });
  }

  /** What `action` says, tried again while that may help. */
  async patiently<T>(signal: AbortSignal | undefined, action: () => Promise<T>): Promise<T> {
    const patience = new Patience(this.timing, signal);
    for (;;) {
      try {
        return await action();
      } catch (error) {
        await patience.afterFailure(error);
      }
    }
  }

  /** What Google's library says, which takes no signal and would wait for ever. */
  async asked<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
    const patience = AbortSignal.timeout(this.timing.sdkMs);
    try {
      return await orAborted(answer, signal ? AbortSignal.any([signal, patience]) : patience);
    } catch (error) {
      signal?.throwIfAborted();
      throw patience.aborted ? new ConnectionLost(error) : error;
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.#exchange.close();
  }

  async #authorizationFor(url: URL, signal?: AbortSignal): Promise<Record<string, string>> {
    if (!this.#isAuthenticated) return {};
    const headers = this.storage.authClient.getRequestHeaders(url.href);
    try {
      return Object.fromEntries(await this.asked(headers, signal));
    } catch (error) {
      // Whoever gives out tokens may be away for a while as the storage may.
      throw isTokenServerAway(error) ? new ConnectionLost(error) : error;
    }
  }
}

/** An error of Google's library with the status of the answer, or without one where none came. */
function isTokenServerAway(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return error.status === undefined || Number(error.status) >= 500;
}
