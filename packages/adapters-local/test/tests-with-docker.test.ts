import { expect, onTestFinished, test, vi } from 'vitest';
import { startEngine, storedImage } from './support/docker-engine.ts';
import { choosePostgres } from './support/postgres/choose-postgres.ts';

const { requests } = await startEngine();

test('tests have the embedded server where the image can not be had, and say why', async () => {
  const server = await choosePostgres();
  onTestFinished(() => server.stop());

  expect(server.description).toMatch(
    /^PostgreSQL 18\.\d+, embedded \(postgres:18-alpine can't be had: .*no such host\)$/,
  );
});

test('who names an image is told that it can not be had', async () => {
  await expect(choosePostgres('postgres:14')).rejects.toThrow(
    /^POSTGRES_IMAGE can't be used \(postgres:14 can't be had: .*no such host\)\. /,
  );
});

test('who has the image, but not that of Ryuk, is told how to do without', async () => {
  await expect(choosePostgres(storedImage)).rejects.toThrow(
    /^POSTGRES_IMAGE can't be used \(Ryuk, .*no such host; TESTCONTAINERS_RYUK_DISABLED=true /,
  );
});

test('a container that does not start is removed with its volume', async () => {
  vi.stubEnv('TESTCONTAINERS_RYUK_DISABLED', 'true');

  await expect(choosePostgres(storedImage)).rejects.toThrow(
    /^POSTGRES_IMAGE can't be used \(stored:1 can't be run: .*no space left on device\)\. /,
  );

  const [, name] = /containers\/create\?.*name=([\w-]+)/.exec(requests.join('\n')) ?? [];
  expect(requests.at(-1)).toBe(`DELETE /containers/${name}?force=true&v=true`);
});
