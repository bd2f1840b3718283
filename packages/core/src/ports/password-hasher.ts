/** Hashes passwords slowly, off the event loop, and no more at once than the machine bears. */
export interface PasswordHasher {
  /**
   * A PHC string with a salt of its own.
   * @throws DomainError `busy` when too many wait already.
   */
  hash(password: string): Promise<string>;
  /**
   * Whether `password` is the one of `hash`. Without a hash it takes as long and answers `false`,
   * so that time doesn't tell whether a user exists.
   * @throws DomainError `busy`
   */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether `hash` was made with other parameters than those of today. */
  isOutdated(hash: string): boolean;
}
