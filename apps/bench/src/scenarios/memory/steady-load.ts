import { setTimeout as sleep } from 'node:timers/promises';
import type { Upload } from '../../load/upload.ts';
import { download, getTask, listTasks, type Person, ping, removeTask, type Task } from './call.ts';

/** A day's work of a small service takes them some minutes. */
const people = 4;
const pollMs = 100;
const pingEveryMs = 1_000;

export interface Done {
  /** Files uploaded, converted, downloaded and deleted. */
  readonly files: number;
  /** In a sentence each. */
  readonly failures: readonly string[];
}

/** Has people do all that people do, over and over again for so many seconds. */
export async function applySteadyLoad(
  person: Person,
  upload: Upload,
  seconds: number,
): Promise<Done> {
  const end = performance.now() + seconds * 1000;
  const failures: string[] = [];
  let files = 0;
  const untilTheEnd = async (work: () => Promise<void>) => {
    while (performance.now() < end) {
      await work().catch((error: unknown) => {
        person.stop.throwIfAborted();
        failures.push(error instanceof Error ? error.message : String(error));
      });
    }
  };
  const convert = async () => {
    await convertOne(person, upload);
    files += 1;
  };
  const check = async () => {
    await ping(person);
    await sleep(pingEveryMs, undefined, { signal: person.stop });
  };
  await Promise.all([
    ...Array.from({ length: people }, () => untilTheEnd(convert)),
    untilTheEnd(check),
  ]);
  return { files, failures };
}

async function convertOne(person: Person, upload: Upload): Promise<void> {
  const { task } = await upload(person.token, person.stop);
  const ended = await untilEnded(person, task.id);
  await listTasks(person, '?limit=100');
  await downloadWhole(person, ended);
  await removeTask(person, task.id);
}

async function untilEnded(person: Person, id: number): Promise<Task> {
  for (;;) {
    const task = await getTask(person, id);
    if (task.status !== 'uploaded' && task.status !== 'processing') return task;
    await sleep(pollMs, undefined, { signal: person.stop });
  }
}

async function downloadWhole(person: Person, task: Task): Promise<void> {
  const { id, status, download_url: url, processed_size: size } = task;
  if (url === null) throw new Error(`Task ${id} is ${status}`);
  const bytes = await download(person, url);
  if (bytes !== size) throw new Error(`The result of task ${id} has ${bytes} bytes, not ${size}`);
}
