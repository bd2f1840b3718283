import { expect, test, vi } from 'vitest';
import { JobPlaces } from '../src/queue/job-places.ts';

const [first, second, third] = [{}, {}, {}];

function open(max: number) {
  const look = vi.fn();
  return { places: new JobPlaces(max, look), look };
}

test('one worker looks for a job, however many could', () => {
  const { places, look } = open(4);
  places.begin(first);
  expect(look).toHaveBeenCalledTimes(1);
  expect(places.end(first)).toBe(false);
  expect(look).toHaveBeenCalledTimes(1);
});

test('nobody looks as long as no other job may begin', () => {
  const { places, look } = open(2);
  places.begin(first);
  look.mockClear();
  places.begin(second);
  expect(look).not.toHaveBeenCalled();
  expect(places.end(second)).toBe(true);
});

test('who ends a job that has made room leaves the looking to the one that was called for it', () => {
  const { places, look } = open(1);
  places.begin(first);
  places.makeRoom(first);
  expect(look).toHaveBeenCalledTimes(1);
  expect(places.end(first)).toBe(false);
});

test('who ends a job looks in the place of one that had waited to make room', () => {
  const { places, look } = open(1);
  for (const job of [first, second]) {
    places.begin(job);
    places.makeRoom(job);
  }
  expect(look).toHaveBeenCalledTimes(1);
  expect(places.end(first)).toBe(true);
  places.begin(third);
  expect(look).toHaveBeenCalledTimes(1);
});
