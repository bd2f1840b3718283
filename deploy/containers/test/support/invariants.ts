import { expect } from 'vitest';
import type { Address, Person, Task } from './api-client.ts';
import { eventually } from './eventually.ts';
import { fileIdIn, type Mail, type Mailbox, withoutRepetitions } from './mailbox.ts';
import type { Stack } from './stack.ts';

const settleMs = 120_000;

/** By what the file of each format starts with. */
const magic: Readonly<Record<string, string>> = { ogg: 'OggS', flac: 'fLaC' };

interface Settled {
  readonly person: Person;
  /** An API that lives. */
  readonly address: Address;
  /** What clients were told was accepted. */
  readonly accepted: readonly Task[];
  /** How many uploads broke off, none of which the client was told about. */
  readonly brokenOff?: number;
  /** Whether nobody could record for a while that a message had gone out, so that it went again. */
  readonly mailRepeats?: boolean;
}

/** The check that every fault ends with: everything accepted is done, once, and nothing is left. */
export async function expectAllDoneOnce(stack: Stack, settled: Settled): Promise<void> {
  const { person, address, accepted, brokenOff = 0, mailRepeats = false } = settled;
  const tasks = await settledTasks(stack, settled);
  expect(tasks.filter(({ status }) => status !== 'processed')).toEqual([]);
  expect(tasks.map(({ id }) => id)).toEqual(expect.arrayContaining(accepted.map(({ id }) => id)));
  expect(tasks.length - accepted.length).toBeLessThanOrEqual(brokenOff);
  const fileIds = tasks.map(({ file_id }) => file_id).sort();
  expect([...(await stack.database.fileIds())].sort()).toEqual(fileIds);
  await expectFiles(stack, fileIds, brokenOff);
  const mails = await stack.mailbox.messages();
  expectMailOfEach(mailRepeats ? withoutRepetitions(mails) : mails, fileIds);
  for (const task of tasks) await expectDownload(person, await address(), task);
}

async function settledTasks(stack: Stack, { person, address }: Settled) {
  const jobs = await eventually(
    () => stack.database.liveJobs(),
    (count) => count === 0,
    settleMs,
  );
  expect(jobs, 'jobs that are still to be done').toBe(0);
  return person.tasks(address);
}

async function expectFiles(stack: Stack, fileIds: readonly string[], brokenOff: number) {
  const files = await stack.files.list();
  const unclaimed = files.originals.filter((id) => !fileIds.includes(id));
  expect(files.originals.filter((id) => fileIds.includes(id)).sort()).toEqual(fileIds);
  expect([...files.results].sort(), 'results').toEqual(fileIds);
  expect(files.scratch).toEqual([]);
  expect(files.partial.length + unclaimed.length).toBeLessThanOrEqual(brokenOff);
}

/** One message about each of the files, sorted, and no other. */
export async function expectMails(mailbox: Mailbox, fileIds: readonly string[]): Promise<void> {
  expectMailOfEach(await mailbox.messages(), fileIds);
}

function expectMailOfEach(mails: readonly Mail[], fileIds: readonly string[]): void {
  expect(mails.map(fileIdIn).sort(), 'files that mails are about').toEqual(fileIds);
}

export async function expectDownload(person: Person, address: string, task: Task): Promise<void> {
  const response = await person.fetch(`${address}/api/files/${task.file_id}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.status).toBe(200);
  expect(bytes.length).toBe(task.processed_size);
  expect(bytes.toString('latin1', 0, 4)).toBe(magic[task.new_format]);
}
