/** Whom a token speaks for. */
export interface TokenSubject {
  readonly userId: number;
  readonly passwordVersion: number;
}

/** Issues and reads the tokens that requests carry. */
export interface AccessTokens {
  issue(subject: TokenSubject): Promise<string>;
  /** @throws DomainError `unauthenticated` when malformed, expired, forged or meant for another use */
  verify(token: string): Promise<TokenSubject>;
}
