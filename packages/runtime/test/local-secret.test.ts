import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localSecret } from '../src/security/local-secret.ts';

describe('the secret of a laptop', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'secret-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('has at least 32 bytes and stays the same', async () => {
    const secret = await localSecret(directory);
    expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
    expect(await localSecret(directory)).toBe(secret);
  });

  it('can be read by its owner only', async () => {
    await localSecret(directory);
    expect((await stat(join(directory, 'secret'))).mode & 0o777).toBe(0o600);
  });

  it('is one for all that start at about the same time, with nothing left beside it', async () => {
    const starting: Promise<string>[] = [];
    while (starting.length < 50) {
      starting.push(localSecret(directory));
      // So that each of them is at another step.
      await setImmediate();
    }
    const secrets = await Promise.all(starting);
    expect(new Set(secrets).size).toBe(1);
    expect(await readdir(directory)).toEqual(['secret']);
  });
});
