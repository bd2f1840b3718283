import {
  type AccessTokens,
  Authenticate,
  DomainError,
  LogIn,
  type PasswordHasher,
  SignUp,
} from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryThrottle, MemoryUserRepository } from '../../src/index.ts';

const tokens: AccessTokens = {
  issue: async (subject) => JSON.stringify(subject),
  async verify(token) {
    return JSON.parse(token);
  },
};

class PlainHasher implements PasswordHasher {
  parameters = 1;
  verified: (string | undefined)[] = [];

  async hash(password: string): Promise<string> {
    return `${this.parameters}:${password}`;
  }

  async verify(hash: string | undefined, password: string): Promise<boolean> {
    this.verified.push(hash);
    return hash?.split(':')[1] === password;
  }

  isOutdated(hash: string): boolean {
    return !hash.startsWith(`${this.parameters}:`);
  }
}

const ada = {
  username: 'ada',
  email: 'ada@example.com',
  password1: 'Passw0rd$',
  password2: 'Passw0rd$',
  address: '192.0.2.1',
};

describe('accounts', () => {
  let deps: ConstructorParameters<typeof LogIn>[0];
  let passwords: PlainHasher;
  let pauses: number[];
  let login: LogIn;
  let now: number;

  beforeEach(() => {
    now = 0;
    pauses = [];
    passwords = new PlainHasher();
    deps = {
      users: new MemoryUserRepository(),
      passwords,
      tokens,
      throttle: new MemoryThrottle(() => new Date(now)),
      pause: async (milliseconds) => void pauses.push(milliseconds),
    };
    login = new LogIn(deps);
  });

  const signUp = (changes: Partial<typeof ada> = {}) =>
    new SignUp(deps).execute({ ...ada, ...changes });
  const logIn = (changes: Partial<{ username: string; password: string; address: string }> = {}) =>
    login.execute({
      username: 'ada',
      password: ada.password1,
      address: ada.address,
      ...changes,
    });

  it('answer a token that speaks for the user', async () => {
    const user = await new Authenticate(deps).execute(await signUp());
    expect(user).toMatchObject({ username: 'ada', email: 'ada@example.com' });
    expect(await new Authenticate(deps).execute(await logIn())).toEqual(user);
  });

  it.each([
    [{ username: '' }, 'invalid_field'],
    [{ email: 'ada' }, 'invalid_field'],
    [{ password1: 'weak', password2: 'weak' }, 'weak_password'],
    [{ password2: 'Passw0rd#' }, 'passwords_differ'],
  ])('are refused for %j', async (changes, code) => {
    await expect(signUp(changes)).rejects.toMatchObject({ code });
  });

  it('are one per name and address, whatever the letter case', async () => {
    await signUp();
    await expect(signUp({ username: 'ADA', email: 'b@example.com' })).rejects.toMatchObject({
      code: 'username_taken',
    });
    await expect(signUp({ username: 'bob', email: 'ADA@example.com' })).rejects.toMatchObject({
      code: 'email_taken',
    });
  });

  it('can be entered by the name in any letter case', async () => {
    await signUp();
    await expect(logIn({ username: 'Ada' })).resolves.toBeDefined();
  });

  it('answer the same to a wrong password and to an unknown name, with a password check', async () => {
    await signUp();
    const wrong = await logIn({ password: 'Wr0ng$' }).catch((error: unknown) => error);
    const unknown = await logIn({ username: 'eve' }).catch((error: unknown) => error);
    expect(unknown).toEqual(wrong);
    expect(wrong).toBeInstanceOf(DomainError);
    expect(passwords.verified).toEqual(['1:Passw0rd$', undefined]);
  });

  it('are locked for an hour, from one address, after ten failures in a row', async () => {
    await signUp();
    for (let n = 0; n < 10; n += 1) {
      await expect(logIn({ password: 'x' })).rejects.toMatchObject({ code: 'invalid_credentials' });
    }
    await expect(logIn()).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterSeconds: 3600,
    });
    await expect(logIn({ address: '192.0.2.2' })).resolves.toBeDefined();
    now = 3601_000;
    await expect(logIn()).resolves.toBeDefined();
  });

  it('are locked as well against many tries at once', async () => {
    await signUp();
    const tries = Array.from({ length: 30 }, () => logIn({ password: 'x' }).catch(() => {}));
    await Promise.all(tries);
    expect(passwords.verified).toHaveLength(10);
  });

  it('can be entered by many at once', async () => {
    await signUp();
    const tokens = await Promise.all(Array.from({ length: 30 }, () => logIn()));
    expect(tokens).toHaveLength(30);
  });

  it('forget failures at a success', async () => {
    await signUp();
    for (let n = 0; n < 9; n += 1) await logIn({ password: 'x' }).catch(() => {});
    await logIn();
    for (let n = 0; n < 9; n += 1) await logIn({ password: 'x' }).catch(() => {});
    await expect(logIn()).resolves.toBeDefined();
  });

  it('stop an address that tries many names', async () => {
    for (let n = 0; n < 100; n += 1) await logIn({ username: `user${n}` }).catch(() => {});
    await expect(logIn({ username: 'user100' })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  it('only slow down when many addresses try one name, so that nobody is locked out', async () => {
    await signUp();
    for (let n = 0; n < 50; n += 1) {
      await logIn({ password: 'x', address: `192.0.2.${n}` }).catch(() => {});
    }
    expect(pauses).toEqual([]);
    await expect(logIn()).resolves.toBeDefined();
    expect(pauses).toEqual([1000]);
  });

  it('limit sign-ups from one address', async () => {
    for (let n = 0; n < 5; n += 1) await signUp({ username: `u${n}`, email: `u${n}@example.com` });
    await expect(signUp()).rejects.toMatchObject({ code: 'too_many_requests' });
    await expect(signUp({ address: '192.0.2.2' })).resolves.toBeDefined();
  });

  it('bring a hash up to date at login, without ending sessions', async () => {
    const token = await signUp();
    passwords.parameters = 2;
    await logIn();
    expect(await deps.users.findByUsername('ada')).toMatchObject({ passwordHash: '2:Passw0rd$' });
    await expect(new Authenticate(deps).execute(token)).resolves.toBeDefined();
  });

  it('end sessions that began with an older password', async () => {
    await signUp();
    const old = await tokens.issue({ userId: 2, passwordVersion: 0 });
    await expect(new Authenticate(deps).execute(old)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
