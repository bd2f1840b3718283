import { expect } from 'vitest';
import { type Address, json, type Person, type Task } from './api-client.ts';
import { eventually } from './eventually.ts';
import { longSound } from './sounds.ts';
import { addressesOf, type Stack } from './stack.ts';

interface Health {
  readonly converters: readonly { readonly task_ids: readonly number[] }[];
}

/** Announcements come every few seconds; conversions must take longer. */
const announcedMs = 20_000;

/** Gives every converter a task and one more, so that whichever is disturbed is at work. */
export async function occupyConverters(stack: Stack, person: Person): Promise<readonly Task[]> {
  const [address] = addressesOf(stack);
  const { length } = stack.converters;
  const uploads = Array.from({ length: length + 1 }, () =>
    person.upload(address, longSound, 'ogg'),
  );
  const accepted = await Promise.all(uploads);
  await untilBusy(address, length);
  return accepted;
}

/** Resolves once each of `count` converters has said that it is at work. */
async function untilBusy(address: Address, count: number): Promise<void> {
  const ask = async () => {
    const response = await fetch(`${await address()}/converter-health`);
    const { converters } = await json<Health>(response);
    return converters.filter(({ task_ids }) => task_ids.length > 0).length;
  };
  expect(await eventually(ask, (busy) => busy === count, announcedMs)).toBe(count);
}
