import type { FileKey } from '../files/file-key.ts';
import type { ConversionOptions } from '../formats/conversion-options.ts';
import type { FormatName } from '../formats/format-name.ts';
import type { TaskFailure } from './task-failure.ts';
import type { TaskStatus } from './task-status.ts';
import type { TaskWarning } from './task-warning.ts';

/** The file as it was uploaded. */
export interface OriginalFile {
  readonly key: FileKey;
  /** As the person gave it; never part of a path. */
  readonly name: string;
  /** bytes */
  readonly size: number;
}

/** The converted file. */
export interface ResultFile {
  readonly key: FileKey;
  readonly format: FormatName;
  /** bytes */
  readonly size: number;
}

/** One file that one person wants in another format. */
export interface Task {
  readonly id: number;
  readonly userId: number;
  /** UUID under which original and result are known outside. */
  readonly fileId: string;
  /** Grows by one with every change of format; what runs for an older one may no longer publish. */
  readonly revision: number;
  readonly status: TaskStatus;
  /** How much of the conversion is done, in per cent. */
  readonly progress: number;
  /** The round in which its owner is served with it: see `TaskRepository`. */
  readonly round: number;
  readonly newFormat: FormatName;
  readonly options: ConversionOptions;
  readonly original: OriginalFile;
  readonly result: ResultFile | null;
  readonly failure: TaskFailure | null;
  /** What the result lacks or has otherwise than asked; empty until there is one. */
  readonly warnings: readonly TaskWarning[];
  readonly createdAt: Date;
  /** When this revision was asked for. */
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Names one revision of a task. */
export interface TaskRevision {
  readonly taskId: number;
  readonly revision: number;
}

/** Names one try to convert one revision; a later try has a higher number. */
export interface TaskAttempt extends TaskRevision {
  readonly attempt: number;
}
