import 'reflect-metadata';
import {
  ConvertFile,
  ConvertTask,
  GiveUpTask,
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
}

/** Puts the use cases together from the ports of a platform and what converts here. */
export function composeServices({ platform, transcoder, scratch }: Parts): Services {
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
  return {
    convertTask: container.resolve(ConvertTask),
    giveUpTask: container.resolve(GiveUpTask),
    sendNotification: container.resolve(SendNotification),
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
