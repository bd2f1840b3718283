import type { NewUser, User } from '../users/user.ts';

/** The record of all users. Names and addresses are compared without regard to case. */
export interface UserRepository {
  /** @throws DomainError `username_taken` or `email_taken` */
  insert(user: NewUser): Promise<User>;
  find(id: number): Promise<User | undefined>;
  findByUsername(username: string): Promise<User | undefined>;
  /** Replaces the hash of the same password by one with other parameters; the version stays. */
  rehash(id: number, passwordHash: string): Promise<void>;
}
