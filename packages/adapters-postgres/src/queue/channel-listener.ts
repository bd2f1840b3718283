import { setTimeout } from 'node:timers/promises';
import type { Logger } from '@cloudconvert/core';
import type { Pool, PoolClient } from 'pg';
import { takeClient, within } from '../bounded.ts';

interface Subscription {
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** Called after each subscription, since what was sent before it went unheard. */
  readonly onSubscribed: () => void;
}

/** A lost or half-open connection is noticed and replaced within about the sum of these. */
const defaultTiming = { heartbeatMs: 5000, answerMs: 4000, connectMs: 5000, longestPauseMs: 4000 };

const isListening = `
  select exists (select from pg_listening_channels() as listening(channel) where channel = $1)`;

/** Keeps one client of the pool subscribed to a channel, whatever happens to the connection. */
export class ChannelListener {
  readonly #pool: Pool;
  readonly #logger: Logger;
  readonly #subscription: Subscription;
  readonly #timing: typeof defaultTiming;
  readonly #closing = new AbortController();
  #listening: Promise<void> | undefined;
  #failures = 0;

  constructor(pool: Pool, logger: Logger, subscription: Subscription, timing = defaultTiming) {
    this.#pool = pool;
    this.#logger = logger;
    this.#subscription = subscription;
    this.#timing = timing;
  }

  get channel(): string {
    return this.#subscription.channel;
  }

  start(): void {
    this.#listening ??= this.#keepListening();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#listening;
  }

  async #keepListening(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#listenOnce().catch((error: unknown) => this.#report(error));
      const pause = Math.min(this.#timing.longestPauseMs, 250 * 2 ** this.#failures);
      this.#failures += 1;
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  async #listenOnce(): Promise<void> {
    const client = await this.#connect();
    const session = new AbortController();
    const end = (error?: Error) => session.abort(error ?? new Error('The connection ended'));
    client.on('error', end);
    client.on('end', end);
    client.on('notification', ({ payload }) => this.#subscription.onNotification(payload ?? ''));
    try {
      await this.#watch(client, AbortSignal.any([session.signal, this.#closing.signal]));
    } finally {
      // Closed, for a client that listens must not go back to others.
      client.removeAllListeners('notification');
      client.release(true);
    }
  }

  #connect(): Promise<PoolClient> {
    const timeout = AbortSignal.timeout(this.#timing.connectMs);
    return takeClient(this.#pool, AbortSignal.any([timeout, this.#closing.signal]));
  }

  /** Asks now and then, since a half-open connection gives no sign by itself. */
  async #watch(client: PoolClient, signal: AbortSignal): Promise<never> {
    const { heartbeatMs, answerMs } = this.#timing;
    const { channel, onSubscribed } = this.#subscription;
    await within(answerMs, client.query(`listen ${client.escapeIdentifier(channel)}`));
    this.#failures = 0;
    onSubscribed();
    for (;;) {
      await setTimeout(heartbeatMs, undefined, { signal });
      const { rows } = await within(answerMs, client.query(isListening, [channel]));
      if (!rows[0]?.exists) throw new Error('The connection no longer listens');
    }
  }

  #report(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#logger.warn({ err: error }, 'not told of new jobs for a moment; polling goes on');
  }
}
