/** What a client asks for. */
export type Operation =
  | 'list'
  | 'create bucket'
  | 'metadata'
  | 'delete'
  | 'rewrite'
  | 'start'
  | 'send'
  | 'ask'
  | 'cancel'
  | 'media';

export type Misbehaviour =
  /** Answers with this status; `early` before the request's body is read. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly early?: boolean;
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Takes or gives so many bytes of a body, and nothing more. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Destroys the connection after so many bytes of a body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Does what is asked and destroys the connection before it answers. */
  | { readonly kind: 'lose answer' }
  /** Keeps only so many bytes of the part. */
  | { readonly kind: 'keep part'; readonly bytes: number }
  /** One byte is another one on its way. */
  | { readonly kind: 'wrong bytes' }
  /** Tells another checksum than that of the bytes. */
  | { readonly kind: 'wrong checksum' };

export interface Fault {
  readonly on: Operation;
  readonly does: Misbehaviour;
  /** How many requests meet it; without end when missing. */
  readonly times?: number;
  /** How many requests of the kind go well before. */
  readonly after?: number;
}

/** The faults that are still to come, each for its kind of request. */
export class FaultList {
  #faults: { readonly fault: Fault; skip: number; left: number }[] = [];

  add(fault: Fault): void {
    const { after: skip = 0, times: left = Number.POSITIVE_INFINITY } = fault;
    this.#faults.push({ fault, skip, left });
  }

  clear(): void {
    this.#faults = [];
  }

  take(operation: Operation): Misbehaviour | undefined {
    for (const entry of this.#faults) {
      if (entry.fault.on !== operation || entry.left <= 0) continue;
      entry.skip -= 1;
      if (entry.skip >= 0) continue;
      entry.left -= 1;
      return entry.fault.does;
    }
    return undefined;
  }
}
