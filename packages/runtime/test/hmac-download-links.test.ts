import { describe, expect, it } from 'vitest';
import { HmacDownloadLinks, Secret } from '../src/index.ts';

const target = { fileId: '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11', revision: 3 };
const old = new Secret('o'.repeat(32));
const current = new Secret('c'.repeat(32));
const hour = 3600_000;

function links(secrets = { current }, hoursLater = 0) {
  const clock = () => new Date(hoursLater * hour);
  return new HmacDownloadLinks({ secrets, baseUrl: 'https://example.com', clock });
}

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}

describe('a download link', () => {
  const url = links().issue(target);
  const query = queryOf(url);

  it('points at the file', () => {
    expect(new URL(url).pathname).toBe(`/api/files/${target.fileId}`);
  });

  it('is good for its file and revision', () => {
    expect(links().verify(target.fileId, query)).toEqual(target);
  });

  it('expires after 72 hours', () => {
    expect(links({ current }, 72).verify(target.fileId, query)).toEqual(target);
    expect(links({ current }, 72.1).verify(target.fileId, query)).toBeUndefined();
  });

  it.each([
    { ...query, revision: '4' },
    { ...query, expires: '999999999' },
    { ...query, signature: `${query.signature}x` },
    { ...query, signature: query.signature?.slice(0, 20) },
    { ...query, signature: '' },
    { ...query, signature: ['a', 'b'] },
    { revision: query.revision, expires: query.expires },
    {},
  ])('is worth nothing when changed, cut or incomplete: %#', (changed) => {
    expect(links().verify(target.fileId, changed)).toBeUndefined();
  });

  it('has one spelling only', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=';
    const accepted = [...alphabet].filter((last) => {
      const signature = `${query.signature?.slice(0, -1)}${last}`;
      return links().verify(target.fileId, { ...query, signature });
    });
    expect(accepted).toEqual([query.signature?.at(-1)]);
  });

  it('is worth nothing for another file', () => {
    expect(links().verify('9c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11', query)).toBeUndefined();
  });

  it('outlives one replacement of the secret, and no second one', () => {
    const issued = queryOf(links({ current: old }).issue(target));
    const rotated = { current, previous: old };
    expect(links(rotated).verify(target.fileId, issued)).toEqual(target);
    expect(links({ current }).verify(target.fileId, issued)).toBeUndefined();
  });
});
