/** How often one subject (a user, an address) may do a thing. */
export interface Limit {
  readonly name: string;
  readonly points: number;
  /** Seconds after which points come back. */
  readonly windowSeconds: number;
  /** Seconds for which a subject that used up its points must wait; the window's rest unless told. */
  readonly blockSeconds?: number;
}

/** Counts what each subject does, over all processes. */
export interface Throttle {
  /**
   * Counts nothing.
   * @throws DomainError `too_many_requests` with `retryAfterSeconds` when the points are used up
   */
  check(limit: Limit, subject: string): Promise<void>;
  /**
   * Takes one point.
   * @throws DomainError `too_many_requests` with `retryAfterSeconds` when there was none left
   */
  spend(limit: Limit, subject: string): Promise<void>;
  /** Gives all points back. */
  reset(limit: Limit, subject: string): Promise<void>;
}
