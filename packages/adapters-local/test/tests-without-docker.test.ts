import { expect, onTestFinished, test } from 'vitest';
import { ask } from './support/ask.ts';
import { useEngine } from './support/docker-engine.ts';
import { choosePostgres } from './support/postgres/choose-postgres.ts';

// A port on which nobody listens.
useEngine('tcp://127.0.0.1:1');

test('tests have the embedded server where no Docker engine answers', async () => {
  const server = await choosePostgres();
  onTestFinished(() => server.stop());

  expect(server.description).toMatch(/^PostgreSQL 18\.\d+, embedded \(no Docker engine answers\)$/);
  expect(await ask(server.url, 'SHOW fsync')).toBe('off');
});

test('who names an image is told that no Docker engine answers', async () => {
  await expect(choosePostgres('postgres:14')).rejects.toThrow(
    /^POSTGRES_IMAGE can't be used \(no Docker engine answers\)\. .* unset POSTGRES_IMAGE /,
  );
});
