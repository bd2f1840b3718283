import { writeFile } from 'node:fs/promises';
import type { FileKey, FileStorage } from '@cloudconvert/core';
import { collect } from '@cloudconvert/testing';
import type { Fault, Operation } from '@cloudconvert/testing-gcp';
import { expect, test, vi } from 'vitest';
import {
  bucket,
  bytesOf,
  mebibyte,
  newKey,
  newPath,
  openBoth,
  patient,
  streamOf,
} from './support/gcs-storage.ts';

type Call = (storage: FileStorage, key: FileKey, signal: AbortSignal) => Promise<unknown>;

interface Case {
  readonly phase: string;
  readonly call: Call;
  /** The request during which the call is aborted. */
  readonly last: Operation;
  readonly faults: readonly Fault[];
}

const size = 3 * mebibyte;
const writing: Call = (storage, key, signal) => storage.write(key, streamOf(bytesOf(size)), signal);
const storing: Call = async (storage, key, signal) => {
  const path = await newPath();
  await writeFile(path, bytesOf(size));
  return storage.storeFrom(path, key, signal);
};
const reading: Call = async (storage, key, signal) =>
  collect(await storage.read(key, undefined, signal));
const fetching: Call = async (storage, key, signal) =>
  storage.fetchTo(await newPath(), key, signal);

const hang = { kind: 'hang' } as const;
const stall = { kind: 'stall', afterBytes: 500_000 } as const;
const cut = { kind: 'cut', afterBytes: 500_000 } as const;

const cases: readonly Case[] = [
  during('write begins', writing, { on: 'start', does: hang }),
  during('write waits for an answer', writing, { on: 'send', does: hang }),
  during('write asks', writing, { on: 'send', does: cut }, { on: 'ask', does: hang }),
  during('storeFrom begins', storing, { on: 'start', does: hang }),
  during('storeFrom waits for an answer', storing, { on: 'send', does: hang }),
  during('storeFrom asks', storing, { on: 'send', does: cut }, { on: 'ask', does: hang }),
  during('read waits for an answer', reading, { on: 'media', does: hang }),
  during('read waits for bytes', reading, { on: 'media', does: stall }),
  during('fetchTo waits for an answer', fetching, { on: 'media', does: hang }),
  during('fetchTo waits for bytes', fetching, { on: 'media', does: stall }),
  during('stat waits', (storage, key, signal) => storage.stat(key, signal), {
    on: 'metadata',
    does: hang,
  }),
  during('delete waits', (storage, key, signal) => storage.delete(key, signal), {
    on: 'delete',
    does: hang,
  }),
  during('copy waits', (storage, key, signal) => storage.copy(key, newKey(), signal), {
    on: 'rewrite',
    does: hang,
  }),
  during('list waits', (storage, key, signal) => firstOf(storage.list(key, signal)), {
    on: 'list',
    does: hang,
  }),
  during('check waits', (storage, _, signal) => storage.check(signal), {
    on: 'start',
    does: hang,
  }),
];

function during(phase: string, call: Call, ...faults: readonly Fault[]): Case {
  return { phase, call, faults, last: faults.at(-1)?.on ?? 'media' };
}

function firstOf<T>(items: AsyncIterable<T>): Promise<IteratorResult<T>> {
  return items[Symbol.asyncIterator]().next();
}

test.each(cases)('an abort while $phase cuts the connection', async ({ call, last, faults }) => {
  const { server, storage } = await openBoth({}, patient);
  const key = newKey();
  if (last === 'media' || last === 'rewrite') server.addGenerated(bucket, key, size);
  const before = server.requests.length;
  for (const fault of faults) server.misbehave(fault);
  const aborter = new AbortController();
  const reason = new Error('stopping');
  const outcome = expect(call(storage, key, aborter.signal)).rejects.toBe(reason);
  const hung = () => server.requests.slice(before).find(({ operation }) => operation === last);
  await vi.waitFor(() => expect(hung()).toBeDefined());

  aborter.abort(reason);

  await outcome;
  await vi.waitFor(() => expect(hung()).toMatchObject({ hasHungUp: true }));
});

test('an abort between two attempts ends the pause', async () => {
  const endless = { ...patient, firstPauseMs: 3_600_000, longestPauseMs: 3_600_000 };
  const { server, storage } = await openBoth({}, { ...endless, giveUpAfterMs: 7_200_000 });
  server.misbehave({ on: 'metadata', does: { kind: 'answer', status: 503 } });
  const aborter = new AbortController();
  const reason = new Error('stopping');
  const outcome = expect(storage.stat(newKey(), aborter.signal)).rejects.toBe(reason);
  await vi.waitFor(() => expect(server.requests.at(-1)?.operation).toBe('metadata'));

  aborter.abort(reason);

  await outcome;
});

test('an aborted write ends its session and stores nothing', async () => {
  const { server, storage } = await openBoth({}, patient);
  const key = newKey();
  server.misbehave({ on: 'send', does: hang });
  const aborter = new AbortController();
  const writing = storage.write(key, streamOf(bytesOf(size)), aborter.signal);
  const outcome = expect(writing).rejects.toThrow('enough');
  await vi.waitFor(() => expect(server.requests.at(-1)?.operation).toBe('send'));

  aborter.abort(new Error('enough'));

  await outcome;
  await vi.waitFor(() => expect(server.sessions).toMatchObject([{ isCancelled: true }]));
  expect(server.object(bucket, key)).toBeUndefined();
});

test('a reader that stops early gives its connection back', async () => {
  const { server, storage } = await openBoth({}, patient);
  const key = newKey();
  server.addGenerated(bucket, key, 64 * mebibyte);

  for await (const _ of await storage.read(key)) break;

  await vi.waitFor(() => expect(server.requests.at(-1)).toMatchObject({ hasHungUp: true }));
});

test('a reader that never begins gives its connection back', async () => {
  const { server, storage } = await openBoth({}, patient);
  const key = newKey();
  server.addGenerated(bucket, key, 64 * mebibyte);

  await (await storage.read(key))[Symbol.asyncIterator]().return?.();

  await vi.waitFor(() => expect(server.requests.at(-1)).toMatchObject({ hasHungUp: true }));
});
