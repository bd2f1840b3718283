import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret, Secrets } from './secret.ts';

/** What a link says, in an order of its own; no part holds a line break. */
type Claims = readonly (string | number)[];

/** Signs with HMAC-SHA-256, by a key that is good for `purpose` only. */
export function signLink(secret: Secret, purpose: string, claims: Claims): string {
  const text = claims.join('\n');
  return createHmac('sha256', secret.keyFor(purpose)).update(text).digest('base64url');
}

/** Whether `signature` is that of `claims`, by the secret in use or the one before. */
export function isSigned(
  { current, previous }: Secrets,
  purpose: string,
  claims: Claims,
  signature: unknown,
): boolean {
  if (typeof signature !== 'string') return false;
  const secrets = previous ? [current, previous] : [current];
  return secrets.some((secret) => isSame(signLink(secret, purpose, claims), signature));
}

/** Compared as text: several spellings in base64url stand for the same bytes. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A whole number as links spell it. */
export function readNumber(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}
