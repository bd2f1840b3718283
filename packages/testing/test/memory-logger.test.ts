import { expect, test } from 'vitest';
import { MemoryLogger } from '../src/index.ts';

test('keeps what it is told with the fields of all loggers above', () => {
  const logger = new MemoryLogger({ service: 'api' });

  logger.child({ taskId: 7 }).child({ attempt: 1 }).warn({ attempt: 2 }, 'late');

  expect(logger.entries).toEqual([
    { level: 'warn', message: 'late', fields: { service: 'api', taskId: 7, attempt: 2 } },
  ]);
});

test('keeps the order and the level of what it is told', () => {
  const logger = new MemoryLogger();

  logger.debug({}, 'a');
  logger.info({}, 'b');
  logger.error({}, 'c');

  expect(logger.entries.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'debug a',
    'info b',
    'error c',
  ]);
});
