import { randomUUID } from 'node:crypto';
import {
  ChangeFormat,
  ConvertFile,
  ConvertTask,
  DeleteTask,
  type DownloadLinks,
  FormatAvailability,
  GiveUpTask,
  OpenResult,
  OpenUpload,
  type Pause,
  parseFileKey,
  type ReceivedJob,
  ReceiveUpload,
  SendNotification,
  StoreUpload,
  SubmitTask,
  SubmitUpload,
  type Task,
} from '@cloudconvert/core';
import {
  aUser,
  MemoryBenchmarkRepository,
  MemoryConverterRegistry,
  MemoryDirectDownloads,
  MemoryFileStorage,
  MemoryJobConsumer,
  MemoryJobQueue,
  MemoryLogger,
  MemoryMailer,
  MemoryTaskRepository,
  MemoryTaskTable,
  MemoryUnitOfWork,
  MemoryUploadRepository,
  MemoryUploadTable,
  MemoryUserRepository,
  pause,
} from '../../../src/index.ts';
import { ScriptedTranscoder } from './scripted-transcoder.ts';
import { SignedUploads } from './signed-uploads.ts';
import { temporaryScratch } from './temporary-scratch.ts';

/** Sound enough for those who look at the first bytes only. */
export const sound = new TextEncoder().encode('RIFF....WAVEfmt and so on');

export async function* stream(...pieces: readonly Uint8Array[]) {
  yield* pieces;
}

const links: DownloadLinks = {
  issue: ({ fileId, revision }) => `https://example.com/${fileId}?revision=${revision}`,
  verify: (fileId, { revision }) => ({ fileId, revision: Number(revision) }),
};

/** All use cases of a service in memory. */
export class World {
  now = new Date('2026-01-01T00:00:00Z');
  readonly clock = () => this.now;
  readonly logger = new MemoryLogger();
  readonly users = new MemoryUserRepository();
  readonly mailer = new MemoryMailer(['refused@example.com']);
  readonly storage = new MemoryFileStorage({ clock: this.clock });
  readonly transcoder = new ScriptedTranscoder();
  readonly registry = new MemoryConverterRegistry(this.clock);
  /** How long somebody wanted to wait, each time; a millisecond is enough here. */
  readonly pauses: number[] = [];
  readonly pause: Pause = (milliseconds, signal) => {
    this.pauses.push(milliseconds);
    return pause(1, signal);
  };
  /** How the queue waits before it delivers a failed job again. */
  queuePause: Pause = this.pause;
  readonly jobs = new MemoryJobQueue({
    clock: this.clock,
    pause: (milliseconds) => this.queuePause(milliseconds),
    retrySeconds: 1,
  });
  readonly #table = new MemoryTaskTable(this.clock);
  readonly tasks = new MemoryTaskRepository(this.#table);
  readonly benchmarks = new MemoryBenchmarkRepository(this.#table);
  readonly #pending = new MemoryUploadTable();
  readonly uploads = new MemoryUploadRepository(this.#pending);
  readonly unitOfWork = new MemoryUnitOfWork({
    tasks: this.#table,
    uploads: this.#pending,
    jobs: this.jobs,
  });
  readonly directDownloads = new MemoryDirectDownloads();
  readonly signedUploads = new SignedUploads();
  readonly #ports = { ...this, links, scratch: temporaryScratch, newId: randomUUID };

  readonly receiveUpload = new ReceiveUpload({ ...this.#ports, maxBytes: 1000 });
  readonly formats = new FormatAvailability(this.registry, this.clock);
  readonly #deps = { ...this.#ports, formats: this.formats };
  readonly submitTask = new SubmitTask({
    ...this.#deps,
    receiveUpload: this.receiveUpload,
    maxUnfinished: 3,
  });
  readonly openUpload = new OpenUpload({
    ...this.#deps,
    directUploads: this.signedUploads,
    maxBytes: 1000,
    ttlSeconds: 3600,
    maxOpen: 3,
  });
  readonly storeUpload = new StoreUpload({ ...this.#ports, links: this.signedUploads });
  readonly submitUpload = new SubmitUpload({ ...this.#deps, maxUnfinished: 3 });
  readonly changeFormat = new ChangeFormat({ ...this.#deps, maxUnfinished: 3 });
  readonly deleteTask = new DeleteTask(this.#ports);
  readonly openResult = new OpenResult(this.#ports);
  readonly convertTask = new ConvertTask({
    ...this.#ports,
    files: new ConvertFile(this.#ports),
  });
  readonly giveUpTask = new GiveUpTask(this.#ports);
  readonly sendNotification = new SendNotification(this.#ports);
  readonly #consumers: MemoryJobConsumer[] = [];

  async signUp(email = `${randomUUID()}@example.com`): Promise<number> {
    return (await this.users.insert(aUser({ email }))).id;
  }

  async submit(userId: number, newFormat = 'ogg', fileName = 'song.wav'): Promise<Task> {
    const upload = await this.receiveUpload.execute(stream(sound));
    const request = { userId, upload, fileName, newFormat, options: {}, requestId: 'r1' };
    return this.submitTask.execute(request);
  }

  async change({ userId, id: taskId }: Task, newFormat: string): Promise<Task> {
    const request = { userId, taskId, newFormat, options: {}, requestId: 'r2' };
    return this.changeFormat.execute(request);
  }

  /** Makes all that happened so far lie as many hours further back. */
  passHours(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  /** A converter, which takes what is in the queue. */
  async startConverter(): Promise<MemoryJobConsumer> {
    const consumer = new MemoryJobConsumer(this.jobs);
    this.#consumers.push(consumer);
    await consumer.consume('convert', 1, (job) => this.convertTask.execute(job));
    await consumer.consume('convert-given-up', 1, (job) => this.giveUpTask.execute(job));
    await consumer.consume('notify', 1, (job) => this.sendNotification.execute(job));
    return consumer;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.stop(1000)));
  }

  /** A delivery of the conversion of `task`, as a converter of one's own would get it. */
  delivery({ id: taskId, revision }: Task, attempt: number): ReceivedJob<'convert'> {
    const payload = { taskId, revision, requestId: 'r1' };
    const { signal } = new AbortController();
    const id = randomUUID();
    return { kind: 'convert', id, attempt, handedBack: 0, payload, signal, makeRoom: () => {} };
  }

  async current({ userId, id }: Task): Promise<Task | undefined> {
    return this.tasks.find(userId, id);
  }

  /** The keys of all stored files below `prefix`. */
  async stored(prefix: 'originals' | 'results' | 'uploads'): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const { key } of this.storage.list(parseFileKey(prefix))) keys.push(key);
    return keys;
  }
}
