import type { ConvertTask, GiveUpTask, SendNotification, SweepFiles } from '@cloudconvert/core';

/** The use cases that jobs lead to. */
export interface Services {
  readonly convertTask: ConvertTask;
  readonly giveUpTask: GiveUpTask;
  readonly sendNotification: SendNotification;
  readonly sweepFiles: SweepFiles;
}
