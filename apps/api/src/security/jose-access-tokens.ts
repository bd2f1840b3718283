import { subtle, type webcrypto } from 'node:crypto';
import { type AccessTokens, type Clock, DomainError, type TokenSubject } from '@cloudconvert/core';
import type { Secret, Secrets } from '@cloudconvert/runtime';
import { type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';

interface Options {
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Made of its bytes once, which takes longer than to verify a token by it. */
type Key = Promise<webcrypto.CryptoKey>;

const purpose = 'access tokens';
const issuer = 'cloudconvert';
const audience = 'cloudconvert-api';
/** RFC 9068, 2.1: so that no other kind of token can pass for one of these. */
const typ = 'at+jwt';
const lifetimeSeconds = 12 * 3600;
const leewaySeconds = 30;
const maxLength = 1024;
/** The claim that holds the version of the password at the time of issue. */
const passwordVersionClaim = 'pwv';

/** JSON Web Tokens with HMAC-SHA-256. */
export class JoseAccessTokens implements AccessTokens {
  readonly #clock: Clock;
  readonly #currentId: string;
  readonly #keys: ReadonlyMap<string, Key>;

  constructor({ secrets: { current, previous }, clock }: Options) {
    this.#clock = clock;
    this.#currentId = current.id;
    this.#keys = new Map([previous, current].flatMap((secret) => (secret ? [entry(secret)] : [])));
  }

  async issue({ userId, passwordVersion }: TokenSubject): Promise<string> {
    const now = Math.floor(this.#clock().getTime() / 1000);
    return new SignJWT({ [passwordVersionClaim]: passwordVersion })
      .setProtectedHeader({ alg: 'HS256', typ, kid: this.#currentId })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(String(userId))
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(await this.#keyOf(this.#currentId));
  }

  async verify(token: string): Promise<TokenSubject> {
    if (token.length > maxLength) throw unauthenticated();
    try {
      return subjectOf(await this.#read(token));
    } catch (cause) {
      throw unauthenticated(cause);
    }
  }

  async #read(token: string): Promise<JWTPayload> {
    const findKey = ({ kid }: JWTHeaderParameters) => this.#keyOf(kid);
    const { payload } = await jwtVerify(token, findKey, {
      // RFC 8725, 3.1: the algorithm is ours to say, never the token's.
      algorithms: ['HS256'],
      issuer,
      audience,
      typ,
      clockTolerance: leewaySeconds,
      currentDate: this.#clock(),
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    return payload;
  }

  #keyOf(id: string | undefined): Key {
    const key = this.#keys.get(id ?? '');
    if (key) return key;
    throw new Error('the token names no key of ours');
  }
}

function entry(secret: Secret): [string, Key] {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = new Uint8Array(secret.keyFor(purpose));
  return [secret.id, subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify'])];
}

function subjectOf(payload: JWTPayload): TokenSubject {
  const userId = Number(payload.sub);
  const passwordVersion = payload[passwordVersionClaim];
  if (Number.isSafeInteger(userId) && typeof passwordVersion === 'number') {
    return { userId, passwordVersion };
  }
  throw new Error('the token has no subject of ours');
}

function unauthenticated(cause?: unknown): DomainError {
  const message = 'The access token is not valid or has expired; log in again';
  return new DomainError('unauthenticated', message, { cause });
}
