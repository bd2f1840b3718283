import type { UserRepository } from '@cloudconvert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aUser } from '../builders/a-user.ts';
import { absentIds, strangeTexts } from './support/absent.ts';

/** One implementation, ready for use. */
export interface UserRepositorySubject {
  readonly users: UserRepository;
  close?(): Promise<void>;
}

export function userRepositoryContract(
  name: string,
  open: () => Promise<UserRepositorySubject>,
): void {
  describe(`${name} as a UserRepository`, () => {
    let subject: UserRepositorySubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject?.close?.());
    const users = () => subject.users;
    describeSignUps(users);
    describeLookups(users);
    describeRehashing(users);
  });
}

function anAccentedUser() {
  const user = aUser();
  return { ...user, username: `zoë-${user.username}` };
}

/** Each character of ASCII as East Asian fonts have it (UAX 11). */
function inFullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
}

function describeSignUps(users: () => UserRepository): void {
  test('answers a new user with an id, in the first version of the password', async () => {
    const newUser = aUser();
    const user = await users().insert(newUser);
    expect(user).toEqual({ ...newUser, id: expect.any(Number), passwordVersion: 1 });
    expect(await users().find(user.id)).toEqual(user);
  });

  test.each([
    ['the same letters', (text: string) => text],
    ['other letter case', (text: string) => text.toUpperCase()],
    ['other width', inFullWidth],
    ['other composition', (text: string) => text.normalize('NFD')],
  ])('refuses a name that is taken, in %s', async (_, vary) => {
    const { username } = await users().insert(anAccentedUser());
    const refusal = { name: 'DomainError', code: 'username_taken', field: 'username' };
    const second = users().insert(aUser({ username: vary(username) }));
    await expect(second).rejects.toMatchObject(refusal);
  });

  test.each([
    ['the same letters', (text: string) => text],
    ['other letter case', (text: string) => text.toUpperCase()],
  ])('refuses an address that is taken, in %s', async (_, vary) => {
    const newUser = aUser();
    await users().insert(newUser);
    const refusal = { name: 'DomainError', code: 'email_taken', field: 'email' };
    const second = users().insert(aUser({ email: vary(newUser.email) }));
    await expect(second).rejects.toMatchObject(refusal);
  });

  test('takes one of several who want the same name at once', async () => {
    const { username } = aUser();
    const all = [1, 2, 3, 4].map(() => users().insert(aUser({ username })));
    const settled = await Promise.allSettled(all);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
}

function describeLookups(users: () => UserRepository): void {
  test('finds a user by name, in any letter case, width and composition', async () => {
    const user = await users().insert(anAccentedUser());
    const { username } = user;
    for (const spelling of [
      ...[username, username.toUpperCase(), username.normalize('NFD'), inFullWidth(username)],
    ]) {
      expect(await users().findByUsername(spelling)).toEqual(user);
    }
  });

  test.each(strangeTexts)('knows nobody whose name is %s', async (_, username) => {
    expect(await users().findByUsername(username)).toBeUndefined();
  });

  test.each(absentIds)('knows no user %d', async (id) => {
    expect(await users().find(id)).toBeUndefined();
  });
}

function describeRehashing(users: () => UserRepository): void {
  test('replaces the hash and nothing else', async () => {
    const user = await users().insert(aUser());
    await users().rehash(user.id, 'another hash');
    expect(await users().find(user.id)).toEqual({ ...user, passwordHash: 'another hash' });
  });

  test.each(absentIds)('of user %d does nothing', async (id) => {
    await expect(users().rehash(id, 'another hash')).resolves.toBeUndefined();
  });
}
