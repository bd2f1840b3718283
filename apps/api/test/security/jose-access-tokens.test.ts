import { createHmac } from 'node:crypto';
import { HmacDownloadLinks, Secret } from '@cloudconvert/runtime';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { JoseAccessTokens } from '../../src/security/jose-access-tokens.ts';

const now = new Date('2026-01-01T00:00:00Z');
const seconds = now.getTime() / 1000;
const current = new Secret('current secret of at least 32 bytes');
const previous = new Secret('previous secret of at least 32 bytes');
const clock = () => now;
const tokens = new JoseAccessTokens({ secrets: { current, previous }, clock });
const subject = { userId: 7, passwordVersion: 3 };
const refusal = { code: 'unauthenticated' };

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that is right but for what is told. */
function forge(claims: object = {}, header: object = {}, secret = current) {
  const all = { iss: 'cloudconvert', aud: 'cloudconvert-api', sub: '7', pwv: 3, iat: seconds };
  return new SignJWT({ ...all, exp: seconds + 60, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: secret.id, ...header })
    .sign(secret.keyFor('access tokens'));
}

describe('JoseAccessTokens', () => {
  test('reads what it issued', async () => {
    expect(await tokens.verify(await tokens.issue(subject))).toEqual(subject);
    expect(await tokens.verify(await forge())).toEqual(subject);
  });

  test('reads tokens of the secret before, and none of a secret that is gone', async () => {
    const before = new JoseAccessTokens({ secrets: { current: previous }, clock });
    const after = new JoseAccessTokens({ secrets: { current }, clock });
    const token = await before.issue(subject);
    expect(await tokens.verify(token)).toEqual(subject);
    await expect(after.verify(token)).rejects.toMatchObject(refusal);
  });

  test('lets a token live for 12 hours and half a minute of leeway', async () => {
    const token = await tokens.issue(subject);
    const at = (offset: number) =>
      new JoseAccessTokens({
        secrets: { current },
        clock: () => new Date(now.getTime() + offset * 1000),
      });
    expect(await at(12 * 3600 + 29).verify(token)).toEqual(subject);
    await expect(at(12 * 3600 + 31).verify(token)).rejects.toMatchObject(refusal);
  });

  const claims = { sub: '7', pwv: 3, iss: 'cloudconvert', aud: 'cloudconvert-api' };
  const unsigned = `${base64({ alg: 'none', typ: 'at+jwt', kid: current.id })}.${base64({ ...claims, iat: seconds, exp: seconds + 60 })}.`;
  const swapped = () => {
    const head = base64({ alg: 'HS512', typ: 'at+jwt', kid: current.id });
    const body = base64({ ...claims, iat: seconds, exp: seconds + 60 });
    const key = current.keyFor('access tokens');
    const signature = createHmac('sha512', key).update(`${head}.${body}`).digest('base64url');
    return `${head}.${body}.${signature}`;
  };
  const link = new HmacDownloadLinks({
    secrets: { current },
    baseUrl: 'http://localhost',
    clock,
  }).issue({ fileId: '8c0d', revision: 1 });

  test.each<[string, () => string | Promise<string>]>([
    ['nothing', () => ''],
    ['no token', () => 'abc'],
    ['alg none', () => unsigned],
    ['alg none, without the last dot', () => unsigned.slice(0, -1)],
    ['another algorithm', swapped],
    ['another issuer', () => forge({ iss: 'somebody' })],
    ['another audience', () => forge({ aud: 'cloudconvert-web' })],
    ['no expiry', () => forge({ exp: undefined })],
    ['an expiry in the past', () => forge({ exp: seconds - 31 })],
    ['a beginning in the future', () => forge({ nbf: seconds + 31 })],
    ['another type', () => forge({}, { typ: 'JWT' })],
    ['no type', () => forge({}, { typ: undefined })],
    ['no kid', () => forge({}, { kid: undefined })],
    ['a path as kid', () => forge({}, { kid: '../../etc/passwd' })],
    ['SQL as kid', () => forge({}, { kid: "' or 1=1 --" })],
    ['__proto__ as kid', () => forge({}, { kid: '__proto__' })],
    ['a secret of somebody else', () => forge({}, {}, new Secret('x'.repeat(32)))],
    ['a subject that is no number', () => forge({ sub: 'root' })],
    ['no version of the password', () => forge({ pwv: undefined })],
    ['10 kB', () => 'a'.repeat(10_240)],
    ['a long claim', () => forge({ more: 'a'.repeat(10_240) })],
    ['the signature of a link', () => new URL(link).searchParams.get('signature') ?? ''],
    ['the query of a link', () => new URL(link).search],
  ])('refuses %s', async (_what, token) => {
    await expect(tokens.verify(await token())).rejects.toMatchObject(refusal);
  });

  test('refuses a token of which one character was changed', async () => {
    const token = await tokens.issue(subject);
    const [head = '', body = '', signature = ''] = token.split('.');
    const other = base64({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: '8' });
    await expect(tokens.verify(`${head}.${other}.${signature}`)).rejects.toMatchObject(refusal);
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    await expect(tokens.verify(`${head}.${body}.${flipped}`)).rejects.toMatchObject(refusal);
  });
});
