import { randomUUID } from 'node:crypto';
import type { NewUser } from '@cloudconvert/core';

/** A user whom nobody has signed up yet. */
export function aUser(overrides: Partial<NewUser> = {}): NewUser {
  const name = `ada-${randomUUID()}`;
  return {
    username: name,
    email: `${name}@example.com`,
    passwordHash: '$argon2id$…',
    ...overrides,
  };
}
