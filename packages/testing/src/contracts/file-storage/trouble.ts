import { writeFile } from 'node:fs/promises';
import type { FileStorage } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { collect } from '../../builders/collect.ts';
import { newKey, someBytes, streamOf } from './bytes.ts';
import { newPath } from './moving.ts';
import { failure } from './options.ts';

type Open = () => Promise<FileStorage>;
type Call = (storage: FileStorage, signal?: AbortSignal) => Promise<unknown>;
type NamedCall = readonly [name: string, call: Call];

const calls: readonly NamedCall[] = [
  ['write', (storage, signal) => storage.write(newKey(), streamOf(someBytes(10)), signal)],
  ['read', (storage, signal) => storage.read(newKey(), undefined, signal)],
  ['stat', (storage, signal) => storage.stat(newKey(), signal)],
  ['fetchTo', async (storage, signal) => storage.fetchTo(await newPath(), newKey(), signal)],
  [
    'storeFrom',
    async (storage, signal) => storage.storeFrom(await newFile(), newKey('results'), signal),
  ],
  ['copy', (storage, signal) => storage.copy(newKey(), newKey(), signal)],
  ['md5', (storage, signal) => storage.md5(newKey(), signal)],
  ['delete', (storage, signal) => storage.delete(newKey(), signal)],
  ['list', (storage, signal) => drain(storage.list(newKey(), signal))],
  ['check', (storage, signal) => storage.check(signal)],
];

/** Where the storage forgets leftovers by itself, there is nothing to have trouble with. */
const removeLeftovers: NamedCall = [
  'removeLeftovers',
  (storage, signal) => storage.removeLeftovers(signal),
];

export function testTrouble(open: Open, openUnreachable: Open): void {
  test('can be written to', async () => {
    const storage = await open();

    await expect(storage.check()).resolves.toBeUndefined();
  });

  test.each(calls)('%s says that the storage is unavailable', async (_, call) => {
    const storage = await openUnreachable();

    await expect(call(storage)).rejects.toEqual(failure('storage_unavailable'));
  });

  test.each([...calls, removeLeftovers])(
    '%s ends with the reason of a signal that has aborted',
    async (_, call) => {
      const storage = await open();
      const reason = new Error('stopping');

      await expect(call(storage, AbortSignal.abort(reason))).rejects.toBe(reason);
    },
  );
}

export function testFullness(openSmall: Open): void {
  test('says that there is no room, leaves nothing and keeps what there was', async () => {
    const storage = await openSmall();
    const [key, other] = [newKey(), newKey()];
    const before = await storage.write(key, streamOf(someBytes(1000)));

    for (const target of [key, other]) {
      const writing = storage.write(target, streamOf(someBytes(4_000_000)));
      await expect(writing).rejects.toEqual(failure('storage_full'));
    }

    expect(await storage.stat(key)).toEqual(before);
    expect(await storage.stat(other)).toBeUndefined();
  });

  test('has the room of a failed file for the next one', async () => {
    const storage = await openSmall();
    const key = newKey();
    const tooMuch = streamOf(someBytes(4_000_000));
    await expect(storage.write(newKey(), tooMuch)).rejects.toEqual(failure('storage_full'));

    await storage.write(key, streamOf(someBytes(300_000)));

    expect(Buffer.compare(await collect(await storage.read(key)), someBytes(300_000))).toBe(0);
  });
}

async function newFile(): Promise<string> {
  const path = await newPath();
  await writeFile(path, someBytes(10));
  return path;
}

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}
