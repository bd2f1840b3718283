import { MemoryLogger } from '@cloudconvert/testing';
import { expect, it } from 'vitest';
import { Releasers } from '../src/index.ts';

it('releases in reverse order, and goes on past what fails', async () => {
  const released: string[] = [];
  const releasers = new Releasers();
  const logger = new MemoryLogger();
  releasers.add('pool', async () => void released.push('pool'));
  releasers.add('queue', () => Promise.reject(new Error('lost')));
  releasers.add('server', async () => void released.push('server'));
  await releasers.releaseAll(logger);
  expect(released).toEqual(['server', 'pool']);
  expect(logger.entries).toContainEqual(
    expect.objectContaining({ level: 'error', fields: expect.objectContaining({ part: 'queue' }) }),
  );
});
