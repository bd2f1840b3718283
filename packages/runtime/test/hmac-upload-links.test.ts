import type { PendingUpload } from '@cloudconvert/core';
import { describe, expect, it } from 'vitest';
import { HmacDownloadLinks, HmacUploadLinks, Secret } from '../src/index.ts';

const current = new Secret('c'.repeat(32));
const hour = 3600_000;

const upload: PendingUpload = {
  id: '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11',
  ...{ userId: 1, name: 'song.wav', size: 5, md5: null, contentType: 'audio/wav' },
  expiresAt: new Date(hour),
};

function options(secrets = { current }, hoursLater = 0) {
  return { secrets, baseUrl: 'https://example.com', clock: () => new Date(hoursLater * hour) };
}

function links(secrets = { current }, hoursLater = 0) {
  return new HmacUploadLinks(options(secrets, hoursLater));
}

async function queryOf(issuer = links()): Promise<Record<string, string>> {
  const { url } = await issuer.open(upload);
  return Object.fromEntries(new URL(url).searchParams);
}

describe('an upload link', () => {
  it('takes one request with the type that was announced', async () => {
    const { method, url, headers } = await links().open(upload);
    expect(method).toBe('PUT');
    expect(new URL(url).pathname).toBe(`/api/uploads/${upload.id}`);
    expect(headers).toEqual({ 'Content-Type': 'audio/wav' });
  });

  it('is good until the upload expires', async () => {
    const query = await queryOf();
    expect(links({ current }, 1).verify(upload.id, query)).toBe(true);
    expect(links({ current }, 1.01).verify(upload.id, query)).toBe(false);
  });

  it('is worth nothing when changed, or for another upload', async () => {
    const query = await queryOf();
    expect(links().verify(upload.id, { ...query, expires: '999999999' })).toBe(false);
    expect(links().verify(upload.id, { ...query, signature: '' })).toBe(false);
    expect(links().verify(upload.id, {})).toBe(false);
    expect(links().verify(upload.id.replace('8c', '9c'), query)).toBe(false);
  });

  it('outlives one replacement of the secret', async () => {
    const query = await queryOf(links({ current: new Secret('o'.repeat(32)) }));
    const rotated = { current, previous: new Secret('o'.repeat(32)) };
    expect(links(rotated).verify(upload.id, query)).toBe(true);
    expect(links().verify(upload.id, query)).toBe(false);
  });

  it('is none for downloads, nor the other way round', async () => {
    const downloads = new HmacDownloadLinks(options());
    const issued = new URL(downloads.issue({ fileId: upload.id, revision: 1 })).searchParams;
    expect(links().verify(upload.id, Object.fromEntries(issued))).toBe(false);
    const query = { ...(await queryOf()), revision: '1' };
    expect(downloads.verify(upload.id, query)).toBeUndefined();
  });
});
