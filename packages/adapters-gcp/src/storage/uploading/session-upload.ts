import type { Readable } from 'node:stream';
import type { GcsClient } from '../requests/gcs-client.ts';
import { AnswerError } from '../requests/gcs-error.ts';
import { Patience } from '../requests/patience.ts';
import type { ResumableSession, SessionState, WholeFile } from './resumable-session.ts';

/** Bytes that can be given again from any place on, until they have arrived. */
export interface Resendable {
  /** The first byte's place in the file. */
  readonly start: number;
  /** The place behind the last byte. */
  readonly end: number;
  /** Only where `end` is the file's end. */
  readonly whole?: WholeFile | undefined;
  /** The bytes from this place in the file on. */
  from(place: number): Uint8Array | Readable;
}

/** Sends bytes by a session until they have arrived, whatever happens on the way. */
export class SessionUpload {
  readonly #client: GcsClient;
  readonly #session: ResumableSession;
  readonly #signal: AbortSignal | undefined;

  constructor(client: GcsClient, session: ResumableSession, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#session = session;
    this.#signal = signal;
  }

  /** @throws DomainError `storage_unavailable` */
  async send(bytes: Resendable): Promise<SessionState> {
    const patience = new Patience(this.#client.timing, this.#signal);
    let best = bytes.start;
    let place: number | undefined = best;
    for (;;) {
      try {
        const state = await this.#attempt(bytes, place);
        if (state.kind !== 'open' || isThrough(bytes, state.persisted)) return state;
        checkPersisted(state.persisted, bytes.start, place);
        place = state.persisted;
        if (place > best) patience.progressed();
        best = Math.max(best, place);
      } catch (error) {
        place = undefined;
        await patience.afterFailure(error);
      }
    }
  }

  /** Without a place to go on from, asks for it. */
  #attempt(bytes: Resendable, place: number | undefined): Promise<SessionState> {
    const { whole, end } = bytes;
    if (place === undefined) return this.#session.ask(whole, this.#signal);
    const part = { body: bytes.from(place), start: place, length: end - place, whole };
    return this.#session.send(part, this.#signal);
  }
}

/** A part in the middle has arrived when all its bytes have; the last one ends the session. */
function isThrough({ end, whole }: Resendable, persisted: number): boolean {
  return whole === undefined && persisted >= end;
}

/** @throws what ends the upload, or what lets it pause, when bytes were `sent` from a place on */
function checkPersisted(persisted: number, start: number, sent: number | undefined): void {
  if (persisted < start) throw new Error('Cloud Storage has lost what it had taken');
  if (sent !== undefined && persisted <= sent) throw new AnswerError(503, 'Nothing was kept', 0);
}
