import { postgresUrl } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { probeDatabase } from '../src/index.ts';
import { closeAll } from './support/open-database.ts';
import { openPool } from './support/open-pool.ts';
import { TcpProxy } from './support/tcp-proxy.ts';

let proxy: TcpProxy;
let pool: Pool;
beforeEach(async () => {
  proxy = new TcpProxy(postgresUrl());
  pool = openPool(await proxy.listen());
});
afterEach(() => closeAll([proxy, { close: () => pool.end() }]));

const unavailable = { name: 'DomainError', code: 'database_unavailable' };

test('resolves while the database answers', async () => {
  const probe = probeDatabase(pool);
  await expect(probe()).resolves.toBeUndefined();
  await expect(probe(new AbortController().signal)).resolves.toBeUndefined();
});

test('takes no connection for good', async () => {
  const probe = probeDatabase(pool);
  for (let n = 0; n < 30; n += 1) await probe(new AbortController().signal);
  expect(pool.totalCount).toBe(1);
});

test('rejects as soon as the signal aborts when the connection has gone silent', async () => {
  const probe = probeDatabase(pool);
  await probe();
  proxy.freeze();
  await expect(probe(AbortSignal.timeout(50))).rejects.toMatchObject(unavailable);
  expect(pool.totalCount).toBe(0);
});

test('rejects as soon as the signal aborts when no connection comes about', async () => {
  proxy.freeze();
  const probing = probeDatabase(pool)(AbortSignal.timeout(50));
  await expect(probing).rejects.toMatchObject(unavailable);
  proxy.cut();
});

test('rejects when the signal has aborted already', async () => {
  await expect(probeDatabase(pool)(AbortSignal.abort())).rejects.toMatchObject(unavailable);
});

test('resolves again when the database is back', async () => {
  const probe = probeDatabase(pool);
  await probe();
  proxy.freeze();
  await expect(probe(AbortSignal.timeout(50))).rejects.toMatchObject(unavailable);
  proxy.restore();
  await expect(probe()).resolves.toBeUndefined();
});
