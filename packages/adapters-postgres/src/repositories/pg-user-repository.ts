import { type NewUser, type User, type UserRepository, usernameKey } from '@cloudconvert/core';
import { fitInt4, fitsText } from '../identifiers.ts';
import { first, type Queryable, rowsOf } from '../query.ts';

interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
  readonly password_hash: string;
  readonly password_version: number;
}

const columns = 'id, username, email, password_hash, password_version';

export class PgUserRepository implements UserRepository {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insert({ username, email, passwordHash }: NewUser): Promise<User> {
    const row = await first<UserRow>(
      this.#db,
      `insert into cloudconvert.users (username, username_key, email, email_key, password_hash)
       values ($1, $2, $3, $4, $5) returning ${columns}`,
      [username, usernameKey(username), email, lowerCase(email), passwordHash],
    );
    if (!row) throw new Error('An insert answered no row');
    return userOf(row);
  }

  async find(id: number): Promise<User | undefined> {
    if (!fitInt4(id)) return undefined;
    return this.#one('id = $1', id);
  }

  async findByUsername(username: string): Promise<User | undefined> {
    if (!fitsText(username)) return undefined;
    // Rows are of the rule under which they were written: letter case alone, at first.
    const oldKey = lowerCase(username);
    const condition = 'username_key in ($1, $2) order by username_key = $1 desc limit 1';
    return this.#one(condition, oldKey, usernameKey(username));
  }

  async rehash(id: number, passwordHash: string): Promise<void> {
    if (!fitInt4(id)) return;
    const text = 'update cloudconvert.users set password_hash = $2 where id = $1';
    await rowsOf(this.#db, text, [id, passwordHash]);
  }

  async #one(condition: string, ...values: unknown[]): Promise<User | undefined> {
    const text = `select ${columns} from cloudconvert.users where ${condition}`;
    const row = await first<UserRow>(this.#db, text, values);
    return row && userOf(row);
  }
}

/** In JavaScript, since what lower() of SQL does depends on the database's locale. */
function lowerCase(text: string): string {
  return text.toLowerCase();
}

function userOf(row: UserRow): User {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    passwordHash: row.password_hash,
    passwordVersion: row.password_version,
  };
}
