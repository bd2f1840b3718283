import { hostname } from 'node:os';
import type { ConverterStatus, FormatName } from '@cloudconvert/core';
import { type Platform, Releasers } from '@cloudconvert/runtime';
import { Announcer } from './announcing/announcer.ts';
import { RunningTasks } from './announcing/running-tasks.ts';
import type { ConverterConfig } from './config.ts';
import { composeServices } from './container.ts';
import { consumeJobs } from './queue/consume-jobs.ts';
import { clearHourly } from './scratch/clear-hourly.ts';
import { FsScratchSpace } from './scratch/fs-scratch-space.ts';
import { BoundedTranscoder } from './transcoder/bounded-transcoder.ts';
import { openTranscoder } from './transcoder/open-transcoder.ts';

export interface StartConverterOptions {
  readonly platform: Platform;
  readonly config: ConverterConfig;
}

export interface RunningConverter {
  /** Takes no more jobs, gives those that run some time, then hands them back. */
  stop(): Promise<void>;
}

/** @throws StartupError when there is no ffmpeg */
export async function startConverter(options: StartConverterOptions): Promise<RunningConverter> {
  const releasers = new Releasers();
  const stop = () => releasers.releaseAll(options.platform.logger);
  try {
    await start(options, releasers);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { platform, config }: StartConverterOptions,
  releasers: Releasers,
): Promise<void> {
  const { consumer, logger } = platform;
  const { concurrency, fetchAhead, retentionDays } = config;
  const ffmpeg = await openTranscoder(config.transcoder, logger);
  releasers.add('transcoder', () => ffmpeg.close());
  const transcoder = new BoundedTranscoder(ffmpeg, concurrency);
  const { scratchDirectory: root, leftoverAfterMs } = config;
  const { probeRoom } = platform;
  const scratch = await FsScratchSpace.prepare({ root, leftoverAfterMs, probeRoom });
  releasers.add('scratch', clearHourly(scratch, logger));
  const services = composeServices({ platform, transcoder, scratch, retentionDays });
  const running = new RunningTasks();
  const status = describeConverter(platform, config, [...(await transcoder.formats())], running);
  const announcer = new Announcer({ ...platform, status });
  releasers.add('announcement', () => announcer.stop());
  await announcer.start();
  // Added after the announcement, so stopped before it: while jobs end, the converter is alive.
  releasers.add('jobs', () => consumer.stop(config.stopGraceMs));
  const conversions = concurrency + fetchAhead;
  await consumeJobs({ consumer, services, running, logger, conversions });
  logger.info({ concurrency }, 'converter works');
}

function describeConverter(
  { newId, clock }: Platform,
  { concurrency }: ConverterConfig,
  formats: readonly FormatName[],
  running: RunningTasks,
): () => ConverterStatus {
  const known = { id: newId(), host: hostname(), startedAt: clock(), concurrency, formats };
  return () => ({ ...known, taskIds: running.ids });
}
