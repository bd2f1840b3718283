import { aFile, form } from './forms.ts';
import type { MemoryPlatform } from './memory-platform.ts';
import { bodyOf, finishTask, type Person, type TaskBody } from './test-api.ts';

/** A task of a person's, as it was created. */
export async function aTaskOf(
  person: Person,
  newFormat = 'mp3',
  fileName = 'song.wav',
): Promise<TaskBody> {
  const init = form(['fileName', aFile(fileName)], ['newFormat', newFormat]);
  return (await bodyOf<{ task: TaskBody }>(person.fetch('/api/tasks', init))).task;
}

/** A task that is processed, with these bytes as its result. */
export async function aProcessedTaskOf(
  person: Person,
  platform: MemoryPlatform,
  bytes: Uint8Array,
  fileName?: string,
): Promise<TaskBody> {
  const { id } = await aTaskOf(person, 'mp3', fileName);
  const task = await platform.tasks.find(person.user.id, id);
  if (task) await finishTask(platform, task, bytes);
  return bodyOf<TaskBody>(person.fetch(`/api/tasks/${id}`));
}
