import { createHash, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ServiceAccount } from './service-account.ts';

const longestSeconds = 7 * 24 * 3600;

/**
 * What is wrong with the V4 signature of a request, or `undefined` when nothing is. Written after
 * Cloud Storage's "Canonical requests" and "V4 signing process", not after the code that signs.
 */
export function flawIn(
  req: IncomingMessage,
  account: ServiceAccount,
  now = new Date(),
): string | undefined {
  const { searchParams: query } = new URL(req.url ?? '', 'http://127.0.0.1');
  const date = query.get('X-Goog-Date') ?? '';
  const scope = `${date.slice(0, 8)}/auto/storage/goog4_request`;
  if (query.get('X-Goog-Algorithm') !== 'GOOG4-RSA-SHA256') return 'not signed';
  if (query.get('X-Goog-Credential') !== `${account.client_email}/${scope}`) return 'wrong signer';
  if (isExpired(date, Number(query.get('X-Goog-Expires')), now)) return 'expired';
  const unsigned = unsignedHeaders(req, query);
  if (unsigned.length > 0) return `headers not signed: ${unsigned.join(', ')}`;
  const hash = createHash('sha256').update(canonicalRequest(req, query)).digest('hex');
  const text = ['GOOG4-RSA-SHA256', date, scope, hash].join('\n');
  const signature = Buffer.from(query.get('X-Goog-Signature') ?? '', 'hex');
  const key = createPublicKey(account.private_key);
  return verify('RSA-SHA256', Buffer.from(text), key, signature) ? undefined : 'wrong signature';
}

function isExpired(date: string, seconds: number, now: Date): boolean {
  const iso = date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const end = Date.parse(iso) + seconds * 1000;
  return !(seconds > 0 && seconds <= longestSeconds && now.getTime() < end);
}

/** All headers of Cloud Storage's own have to be signed. */
function unsignedHeaders({ headers }: IncomingMessage, query: URLSearchParams): readonly string[] {
  const signed = signedHeaders(query);
  return Object.keys(headers).filter(
    (name) => name.startsWith('x-goog-') && !signed.includes(name),
  );
}

function canonicalRequest(req: IncomingMessage, query: URLSearchParams): string {
  const names = signedHeaders(query);
  const headers = names.map((name) => `${name}:${canonicalHeader(req, name)}\n`).join('');
  const path = (req.url ?? '').split('?')[0];
  return [
    req.method,
    path,
    canonicalQuery(query),
    headers,
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
}

function signedHeaders(query: URLSearchParams): readonly string[] {
  return (query.get('X-Goog-SignedHeaders') ?? '').split(';');
}

function canonicalHeader({ headers }: IncomingMessage, name: string): string {
  const value = String(headers[name] ?? '');
  // Signed for Google's port, which is no part of the header.
  return (name === 'host' ? value.replace(/:\d+$/, '') : value).trim().replace(/\s+/g, ' ');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Goog-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
}

/** RFC 3986, 2.3: all but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
