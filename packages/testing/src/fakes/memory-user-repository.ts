import {
  DomainError,
  type NewUser,
  type User,
  type UserRepository,
  usernameKey,
} from '@cloudconvert/core';

/** The user to whom benchmark tasks belong: no person, and no password fits. */
export const benchmarkUser: User = {
  id: 1,
  username: 'benchmark',
  email: null,
  passwordHash: 'none',
  passwordVersion: 1,
};

export class MemoryUserRepository implements UserRepository {
  readonly #users = new Map<number, User>([[benchmarkUser.id, benchmarkUser]]);

  async insert(newUser: NewUser): Promise<User> {
    this.#refuseTaken(newUser);
    const user = { ...newUser, id: this.#users.size + 1, passwordVersion: 1 };
    this.#users.set(user.id, user);
    return user;
  }

  async find(id: number): Promise<User | undefined> {
    return this.#users.get(id);
  }

  async findByUsername(username: string): Promise<User | undefined> {
    const key = usernameKey(username);
    return this.#all().find((user) => usernameKey(user.username) === key);
  }

  async rehash(id: number, passwordHash: string): Promise<void> {
    const user = this.#users.get(id);
    if (user) this.#users.set(id, { ...user, passwordHash });
  }

  #refuseTaken({ username, email }: NewUser): void {
    const users = this.#all();
    if (users.some((user) => usernameKey(user.username) === usernameKey(username))) {
      throw new DomainError('username_taken', 'This username is taken', { field: 'username' });
    }
    if (users.some((user) => user.email !== null && isSame(user.email, email))) {
      throw new DomainError('email_taken', 'This e-mail address is taken', { field: 'email' });
    }
  }

  #all(): User[] {
    return [...this.#users.values()];
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
