import { DomainError } from '../../errors/domain-error.ts';
import { formatNamed } from '../../formats/find-format.ts';
import type { DirectDownloads } from '../../ports/direct-downloads.ts';
import type { DownloadLinks } from '../../ports/download-links.ts';
import type { ByteRange, ByteStream, FileStorage } from '../../ports/file-storage.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import { downloadName } from '../../tasks/download-name.ts';
import type { ResultFile, Task } from '../../tasks/task.ts';

/** Who asks for a file: its owner, or whoever holds a signed link. */
export type Reader =
  | { readonly userId: number }
  | { readonly linkQuery: Readonly<Record<string, unknown>> };

/** A converted file, ready to be read. */
export interface OpenedResult {
  readonly taskId: number;
  /** The original's name with the new extension. */
  readonly name: string;
  readonly mimeType: string;
  /** bytes */
  readonly size: number;
  /** Differs between any two results. */
  readonly version: string;
  /** Where the storage serves the file by itself, if it does; the URL needs no login. */
  directUrl(signal?: AbortSignal): Promise<string | undefined>;
  read(range?: ByteRange, signal?: AbortSignal): Promise<ByteStream>;
}

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly storage: FileStorage;
  readonly directDownloads: DirectDownloads;
  readonly links: DownloadLinks;
}

export class OpenResult {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** @throws DomainError `file_not_ready` before it is processed, `not_found` where there is none */
  async execute(fileId: string, reader: Reader): Promise<OpenedResult> {
    const task = await this.#find(fileId, reader);
    if (!task) throw notFound(reader);
    if (task.status === 'failed') throw failed();
    if (task.status === 'expired') throw expired();
    if (!task.result) throw notReady(task);
    return this.#open(task, task.result);
  }

  #find(fileId: string, reader: Reader): Promise<Task | undefined> {
    const { tasks, links } = this.#deps;
    if ('userId' in reader) return tasks.findByFile(reader.userId, fileId);
    const target = links.verify(fileId, reader.linkQuery);
    if (!target) return Promise.resolve(undefined);
    return tasks.findRevisionByFile(target.fileId, target.revision);
  }

  #open(task: Task, { key, format, size }: ResultFile): OpenedResult {
    const { extension, mimeType } = formatNamed(format);
    const name = downloadName(task.original.name, extension);
    return {
      ...{ taskId: task.id, name, mimeType, size, version: key.replaceAll('/', '.') },
      directUrl: (signal) => this.#deps.directDownloads.urlOf(key, { name, mimeType }, signal),
      read: (range, signal) => this.#deps.storage.read(key, range, signal),
    };
  }
}

function notFound(reader: Reader): DomainError {
  const message =
    'userId' in reader
      ? 'There is no such file'
      : 'This link has expired, or its file was converted anew or deleted; log in to see your tasks';
  return new DomainError('not_found', message);
}

function failed(): DomainError {
  return new DomainError(
    'not_found',
    'The conversion failed, so there is no file; the task says why',
  );
}

function expired(): DomainError {
  const message =
    'The file was kept for as long as files are and is gone; upload the original again';
  return new DomainError('not_found', message);
}

function notReady({ status }: Task): DomainError {
  const message = `The file is not converted yet (${status}); ask again in a moment`;
  return new DomainError('file_not_ready', message);
}
