import { expect, test } from 'vitest';
import { startApi, startConverter } from './support/programs.ts';
import { showLogsOnFailure, useSurroundings } from './support/stack.ts';

const surroundings = useSurroundings();

test('all programs start at the same moment on an empty database', async () => {
  const place = surroundings();
  showLogsOnFailure(place);
  const starts = await Promise.allSettled([
    ...[1, 2].map((n) => startApi(place, n)),
    ...[1, 2, 3].map((n) => startConverter(place, n)),
  ]);
  expect(starts.filter(({ status }) => status === 'rejected')).toEqual([]);
});
