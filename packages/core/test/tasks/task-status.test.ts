import { expect, it } from 'vitest';
import { isFinal, taskStatuses } from '../../src/index.ts';

it('has two ends: processed and failed', () => {
  expect(taskStatuses.filter(isFinal)).toEqual(['processed', 'failed']);
});
