import type { NewUser, User } from '../users/user.ts';

/**
 * The record of all users. Names are the same where their `usernameKey` is; addresses are compared without
 * regard to case.
 */
export interface UserRepository {
  /** @throws DomainError `username_taken` or `email_taken` */
  insert(user: NewUser): Promise<User>;
  find(id: number): Promise<User | undefined>;
  /**
   * A name that was recorded under an older rule is found by its own spelling, in any letter case, before
   * another one of the same key.
   */
  findByUsername(username: string): Promise<User | undefined>;
  /** Replaces the hash of the same password by one with other parameters; the version stays. */
  rehash(id: number, passwordHash: string): Promise<void>;
}
