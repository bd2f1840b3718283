import { describe, expect, test } from 'vitest';
import { Argon2PasswordHasher } from '../../src/security/argon2-password-hasher.ts';
import { encodePhc, parsePhc } from '../../src/security/phc-string.ts';

describe('Argon2PasswordHasher', () => {
  const hasher = new Argon2PasswordHasher();

  test('hashes with the parameters that OWASP asks for and a salt of its own', async () => {
    const [first, second] = await Promise.all([hasher.hash('Secr3t$'), hasher.hash('Secr3t$')]);
    expect(first).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(first).not.toBe(second);
  });

  test('knows the right password from a wrong one', async () => {
    const hash = await hasher.hash('Secr3t$');
    expect(await hasher.verify(hash, 'Secr3t$')).toBe(true);
    expect(await hasher.verify(hash, 'secr3t$')).toBe(false);
    expect(await hasher.verify(hash, '')).toBe(false);
  });

  test('verifies the vector of RFC 9106 for other implementations of argon2id', async () => {
    // Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
    const hash =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await hasher.verify(hash, 'password')).toBe(true);
    expect(await hasher.verify(hash, 'passwore')).toBe(false);
    expect(hasher.isOutdated(hash)).toBe(true);
  });

  test('answers false for nobody and for what is no hash', async () => {
    expect(await hasher.verify(undefined, 'Secr3t$')).toBe(false);
    expect(await hasher.verify('plain', 'plain')).toBe(false);
  });

  test('finds its own hashes up to date', async () => {
    expect(hasher.isOutdated(await hasher.hash('x'))).toBe(false);
    expect(hasher.isOutdated('plain')).toBe(true);
  });

  test('runs some, lets some wait and refuses the rest as busy', async () => {
    const small = new Argon2PasswordHasher({ running: 1, waiting: 2 });
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => small.hash(`${n}`)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(results[4]).toMatchObject({ reason: { code: 'busy' } });
    expect(await small.hash('after')).toContain('argon2id');
  });
});

describe('PHC strings', () => {
  test('come back as they were', () => {
    const hash = { m: 8, t: 1, p: 1, salt: Buffer.from('salt'), tag: Buffer.from('tag') };
    expect(parsePhc(encodePhc(hash))).toEqual(hash);
  });

  test.each(['', '$2b$12$x', '$argon2i$v=19$m=8,t=1,p=1$c2FsdA$dGFn', '$argon2id$m=8,t=1,p=1$a$b'])(
    'refuses %j',
    (text) => expect(parsePhc(text)).toBeUndefined(),
  );
});
