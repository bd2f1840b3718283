import type { OpenedResult, Task } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../src/index.ts';
import { sound, World } from './support/world.ts';

describe('an opened result', () => {
  let world: World;
  let task: Task;
  let result: OpenedResult;

  beforeEach(async () => {
    world = new World();
    task = await world.submit(await world.signUp(), 'mp3', 'Lied & Chor.wav');
    await world.convertTask.execute(world.delivery(task, 0));
    result = await world.openResult.execute(task.fileId, { userId: task.userId });
  });

  it('can be read', async () => {
    expect(await collect(await result.read())).toEqual(sound);
  });

  it('has no URL of its own where the service serves files itself', async () => {
    expect(await result.directUrl()).toBeUndefined();
  });

  it('has a URL of the storage where that serves files: of the result, by its name', async () => {
    world.directDownloads.base = 'https://storage.example.com';
    const url = new URL((await result.directUrl()) ?? '');
    const [key] = await world.stored('results');
    expect(url.pathname).toBe(`/${key}`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      name: 'Lied & Chor.mp3',
      type: 'audio/mpeg',
    });
  });

  it('can be read also where the storage serves files', async () => {
    world.directDownloads.base = 'https://storage.example.com';
    expect(await collect(await result.read({ start: 0, end: 3 }))).toEqual(sound.subarray(0, 4));
  });
});
