import { ListTasks } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { aNewTask, MemoryTaskRepository } from '../../src/index.ts';

const owner = 2;

describe("the list of a person's tasks", () => {
  let tasks: MemoryTaskRepository;

  beforeEach(async () => {
    tasks = new MemoryTaskRepository();
    for (let n = 0; n < 1001; n += 1) await tasks.insert(aNewTask({ userId: owner }));
    await tasks.insert(aNewTask({ userId: 3 }));
  });

  it('has every task once, newest first', async () => {
    const ids = await Array.fromAsync(new ListTasks(tasks).all(owner, {}), ({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 1001 }, (_, index) => 1001 - index));
  });

  it('comes in pages that join without gap or overlap', async () => {
    const list = new ListTasks(tasks);
    const first = await list.page(owner, { limit: 600 });
    expect(first.next).toBe(402);
    const second = await list.page(owner, { limit: 600, before: first.next ?? 0 });
    expect(second.next).toBeUndefined();
    expect(first.tasks.length + second.tasks.length).toBe(1001);
    expect(second.tasks[0]?.id).toBe(401);
  });

  it('has no next page when the last one is full', async () => {
    expect(await new ListTasks(tasks).page(owner, { limit: 1001 })).not.toHaveProperty('next');
  });
});
