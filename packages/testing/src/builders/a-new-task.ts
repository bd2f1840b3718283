import { randomUUID } from 'node:crypto';
import { type NewTask, originalKey } from '@cloudconvert/core';

/** A task for a file of its own; `userId` must be somebody's. */
export function aNewTask(overrides: Partial<NewTask> & Pick<NewTask, 'userId'>): NewTask {
  const fileId = overrides.fileId ?? randomUUID();
  return {
    fileId,
    newFormat: 'mp3',
    options: {},
    original: { key: originalKey(fileId), name: 'song.wav', size: 4_992_984 },
    ...overrides,
  };
}
