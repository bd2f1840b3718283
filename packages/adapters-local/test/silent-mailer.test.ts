import { MemoryLogger } from '@cloudconvert/testing';
import { expect, test } from 'vitest';
import { SilentMailer } from '../src/index.ts';

const message = { id: 'task-7', to: 'ada@example.com', subject: 'a', text: 'b', html: 'c' };

test('sends nothing and says so where it disturbs nobody', async () => {
  const logger = new MemoryLogger();

  await new SilentMailer({ logger }).send(message);

  expect(logger.entries).toEqual([
    { level: 'debug', message: 'mail is switched off; nothing sent', fields: { id: 'task-7' } },
  ]);
});
