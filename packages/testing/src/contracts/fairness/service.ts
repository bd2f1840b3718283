import { randomUUID } from 'node:crypto';
import {
  ChangeFormat,
  DeleteTask,
  FormatAvailability,
  type JobConsumer,
  originalKey,
  ReceiveUpload,
  SubmitTask,
  type Task,
  type TaskRepository,
  type UnitOfWork,
} from '@cloudconvert/core';
import { MemoryConverterRegistry } from '../../fakes/memory-converter-registry.ts';
import { MemoryFileStorage } from '../../fakes/memory-file-storage.ts';
import { MemoryLogger } from '../../fakes/memory-logger.ts';
import { Inbox } from '../support/inbox.ts';

/** A database with its queue, in which nobody has a task yet. */
export interface FairnessSubject {
  readonly tasks: TaskRepository;
  readonly unitOfWork: UnitOfWork;
  readonly consumer: JobConsumer;
  newUserId(): Promise<number>;
  close?(): Promise<void>;
}

interface Started {
  readonly task: Task;
  readonly end: () => Promise<void>;
}

/** A service whose conversions begin and end step by step, so that no clock decides anything. */
export class SteppedService {
  /** In the order in which they began. */
  readonly starts: Task[] = [];
  readonly #subject: FairnessSubject;
  readonly #slots: number;
  readonly #begun = new Inbox<Started>();
  readonly #running: Started[] = [];
  readonly #submit: SubmitTask;
  readonly #change: ChangeFormat;
  readonly #delete: DeleteTask;
  #waiting = 0;

  constructor(subject: FairnessSubject, slots: number) {
    this.#subject = subject;
    this.#slots = slots;
    const { unitOfWork } = subject;
    const logger = new MemoryLogger();
    const storage = new MemoryFileStorage();
    const clock = () => new Date();
    const formats = new FormatAvailability(new MemoryConverterRegistry(clock), clock);
    const limits = { maxUnfinished: 10_000, maxBytes: 1 };
    const receiveUpload = new ReceiveUpload({ storage, logger, newId: randomUUID, ...limits });
    this.#submit = new SubmitTask({ unitOfWork, receiveUpload, formats, ...limits });
    this.#change = new ChangeFormat({ unitOfWork, storage, formats, logger, ...limits });
    this.#delete = new DeleteTask({ tasks: subject.tasks, storage, logger });
  }

  async open(): Promise<void> {
    await this.#subject.consumer.consume('convert', this.#slots, async ({ payload, attempt }) => {
      const task = await this.#subject.tasks.claim({ ...payload, attempt });
      if (!task) return;
      const gate = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      const end = () => {
        gate.resolve();
        return ended.promise;
      };
      this.#begun.put({ task, end });
      await gate.promise;
      const failure = { code: 'damaged', message: 'no matter' } as const;
      await this.#subject.tasks.finish({ ...payload, attempt }, { status: 'failed', failure });
      ended.resolve();
    });
  }

  get hasRunning(): boolean {
    return this.#running.length > 0;
  }

  async submit(userId: number): Promise<Task> {
    const fileId = randomUUID();
    const file = { key: originalKey(fileId), size: 1, modifiedAt: new Date() };
    const request = { fileName: 'song.wav', newFormat: 'mp3', options: {}, requestId: 'r' };
    const task = await this.#submit.execute({ ...request, userId, upload: { fileId, file } });
    this.#waiting += 1;
    await this.#takeStarts();
    return task;
  }

  hasBegun(task: Task): boolean {
    return this.starts.some((started) => isSame(started, task));
  }

  /** What runs for the format before goes on, as it does until its converter hears of the change. */
  async changeFormat(task: Task): Promise<Task> {
    const request = { newFormat: 'wav', options: {}, requestId: 'r' };
    if (this.hasBegun(task)) this.#waiting += 1;
    const { userId, id: taskId } = task;
    const changed = await this.#change.execute({ ...request, userId, taskId });
    await this.#takeStarts();
    return changed;
  }

  /** Deletes a task that waits. */
  async deleteWaiting({ userId, id }: Task): Promise<void> {
    await this.#delete.execute(userId, id);
    this.#waiting -= 1;
  }

  /** Lets one conversion end, and the next one begin. */
  async end(index = 0): Promise<void> {
    const [started] = this.#running.splice(index % this.#running.length, 1);
    await started?.end();
    await this.#takeStarts();
  }

  /** Lets conversions end until `task` has begun; answers which began before it. */
  async startsBefore(task: Task, after = 0): Promise<readonly Task[]> {
    while (!this.hasBegun(task)) await this.end();
    const begun = this.starts.findIndex((started) => isSame(started, task));
    return this.starts.slice(after, begun);
  }

  async endAll(): Promise<void> {
    while (this.hasRunning) await this.end();
  }

  async #takeStarts(): Promise<void> {
    while (this.#waiting > 0 && this.#running.length < this.#slots) {
      const started = await this.#begun.take();
      this.#waiting -= 1;
      this.#running.push(started);
      this.starts.push(started.task);
    }
  }
}

function isSame(one: Task, other: Task): boolean {
  return one.id === other.id && one.revision === other.revision;
}
