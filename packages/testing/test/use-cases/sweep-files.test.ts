import { originalKey, SweepFiles, uploadKey } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { announce, send } from './support/uploads.ts';
import { sound, stream, World } from './support/world.ts';

describe('the sweep', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  const sweep = () => new SweepFiles(world).execute(new AbortController().signal);
  const later = () => world.passHours(25);

  it('collects files that belong to no task', async () => {
    await world.storage.write(originalKey('lost'), stream(sound));
    later();
    expect(await sweep()).toBe(1);
    expect(await world.stored('originals')).toEqual([]);
  });

  it('leaves what a task refers to, original and result, however old', async () => {
    const task = await world.submit(await world.signUp());
    await world.convertTask.execute(world.delivery(task, 0));
    later();
    expect(await sweep()).toBe(0);
    expect(await world.stored('originals')).toHaveLength(1);
    expect(await world.stored('results')).toHaveLength(1);
  });

  it('leaves what may still get a task', async () => {
    await world.receiveUpload.execute(stream(sound));
    expect(await sweep()).toBe(0);
    expect(await world.stored('originals')).toHaveLength(1);
  });

  it('collects what was sent for an upload that is no longer recorded', async () => {
    await world.storage.write(uploadKey('lost'), stream(sound));
    expect(await sweep()).toBe(0);
    later();
    expect(await sweep()).toBe(1);
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('leaves what was sent for an upload that is recorded, however old', async () => {
    await send(world, await announce(world, await world.signUp()));
    later();
    expect(await sweep()).toBe(0);
    expect(await world.stored('uploads')).toHaveLength(1);
  });

  it('gets through more files than it looks at at once', async () => {
    for (let n = 0; n < 1001; n += 1) {
      await world.storage.write(originalKey(`lost-${n}`), stream(sound));
    }
    later();
    expect(await sweep()).toBe(1001);
  });
});
