import 'reflect-metadata';
import {
  ConvertFile,
  ConvertTask,
  ExpireTasks,
  GiveUpTask,
  RemoveExpiredUploads,
  type ScratchSpace,
  SendNotification,
  SweepFiles,
  type Transcoder,
} from '@cloudconvert/core';
import type { Platform } from '@cloudconvert/runtime';
import {
  type DependencyContainer,
  type InjectionToken,
  instanceCachingFactory,
  container as root,
} from 'tsyringe';
import type { Services } from './services.ts';

export interface Parts {
  readonly platform: Platform;
  readonly transcoder: Transcoder;
  readonly scratch: ScratchSpace;
  readonly retentionDays: number | undefined;
}

/** Puts the use cases together from the ports of a platform and what converts here. */
export function composeServices({ platform, transcoder, scratch, retentionDays }: Parts): Services {
  const container = root.createChildContainer();
  const files = { storage: platform.storage, scratch, transcoder };
  single(container, ConvertFile, () => new ConvertFile(files));
  single(
    container,
    ConvertTask,
    (c) => new ConvertTask({ ...platform, files: c.resolve(ConvertFile) }),
  );
  single(container, GiveUpTask, () => new GiveUpTask(platform));
  single(container, SendNotification, () => new SendNotification(platform));
  single(container, SweepFiles, () => new SweepFiles(platform));
  single(container, RemoveExpiredUploads, () => new RemoveExpiredUploads(platform));
  single(container, ExpireTasks, () => new ExpireTasks({ ...platform, retentionDays }));
  return {
    convertTask: container.resolve(ConvertTask),
    giveUpTask: container.resolve(GiveUpTask),
    sendNotification: container.resolve(SendNotification),
    expireTasks: container.resolve(ExpireTasks),
    removeExpiredUploads: container.resolve(RemoveExpiredUploads),
    sweepFiles: container.resolve(SweepFiles),
  };
}

function single<T>(
  container: DependencyContainer,
  token: InjectionToken<T>,
  create: (container: DependencyContainer) => T,
): void {
  container.register(token, { useFactory: instanceCachingFactory(create) });
}
