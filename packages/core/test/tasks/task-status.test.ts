import { expect, it } from 'vitest';
import { isFinal, taskStatuses } from '../../src/index.ts';

it('has three ends: processed, failed and, later, expired', () => {
  expect(taskStatuses.filter(isFinal)).toEqual(['processed', 'failed', 'expired']);
});
