import type {
  ConvertTask,
  ExpireTasks,
  GiveUpTask,
  RemoveExpiredUploads,
  SendNotification,
  SweepFiles,
} from '@cloudconvert/core';

/** The use cases that jobs lead to. */
export interface Services {
  readonly convertTask: ConvertTask;
  readonly giveUpTask: GiveUpTask;
  readonly sendNotification: SendNotification;
  readonly expireTasks: ExpireTasks;
  readonly removeExpiredUploads: RemoveExpiredUploads;
  readonly sweepFiles: SweepFiles;
}
