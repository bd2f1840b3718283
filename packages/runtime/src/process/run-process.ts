import { setTimeout } from 'node:timers/promises';
import type { Logger } from '@cloudconvert/core';
import { createLogger } from '../logging/create-logger.ts';
import type { LogOptions } from '../logging/log-options.ts';
import { LogOutput } from '../logging/log-output.ts';
import { explain } from './explain.ts';
import { Releasers } from './releasers.ts';

/** Longer than anything that is released may take; then the process ends all the same. */
const stopWithinMs = 30_000;
const startEndsWithinMs = 5_000;
const logEndsWithinMs = 2_000;

export interface ProcessContext<C> {
  readonly config: C;
  readonly logger: Logger;
  /** Whatever is opened goes on this list. */
  readonly releasers: Releasers;
}

interface Log {
  readonly logger: Logger;
  readonly options: LogOptions;
  readonly output: LogOutput;
}

/**
 * The life of a process: `start` opens everything and adds it to the releasers; the first SIGINT,
 * SIGTERM or SIGHUP closes it in reverse order and ends the process with code 0. A start that fails
 * closes what it had opened, says why in one sentence and ends with code 1.
 * @param earlyLog how to log until the configuration is known
 */
export async function runProcess<C extends { readonly log: LogOptions }>(
  service: string,
  earlyLog: LogOptions,
  readConfig: () => C | Promise<C>,
  start: (context: ProcessContext<C>) => Promise<void>,
): Promise<void> {
  outliveReaders();
  // Nothing that this process or its programs write is for others on this machine.
  process.umask(0o077);
  const releasers = new Releasers();
  const output = new LogOutput();
  const openLog = (options: LogOptions): Log => {
    return { logger: createLogger(options, { service }, output), options, output };
  };
  const config = await Promise.try(readConfig).catch((error) =>
    fail(error, releasers, openLog(earlyLog)),
  );
  const log = openLog(config.log);
  const { logger } = log;
  const stop = listenForSignals(logger);
  const crashed = listenForCrash(logger);
  try {
    const started = start({ config, logger, releasers });
    await Promise.race([started, crashed, giveUpStarting(stop)]);
    await Promise.race([aborted(stop), crashed]);
  } catch (error) {
    if (!stop.aborted) await fail(error, releasers, log);
  }
  await finish(releasers, log, 0);
}

/** Whoever reads what is printed may leave, as `head` does, and that stops no service. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Whoever stops a start lets it come to its end, but not for ever. */
async function giveUpStarting(stop: AbortSignal): Promise<void> {
  await aborted(stop);
  await setTimeout(startEndsWithinMs, undefined, { ref: false });
}

async function fail(error: unknown, releasers: Releasers, log: Log): Promise<never> {
  report(error, log);
  return finish(releasers, log, 1);
}

function listenForSignals(logger: Logger): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A terminal and a parent may both pass the signal on, so the second one means nothing.
    process.on(name, () => {
      if (stop.signal.aborted) return;
      logger.info({ signal: name }, 'stopping');
      stop.abort(new Error(`stopped by ${name}`));
    });
  }
  return stop.signal;
}

/** Rejects when an error reached nobody: the process state is unknown then, so it must end. */
function listenForCrash(logger: Logger): Promise<never> {
  return new Promise((_, reject) => {
    process.on('uncaughtException', (error) => {
      logger.error({ err: error }, 'an error reached nobody');
      reject(error);
    });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function finish(releasers: Releasers, { logger, output }: Log, code: number): Promise<never> {
  const timer = globalThis.setTimeout(() => {
    logger.error({ stopWithinMs }, 'could not stop in time');
    void exit(output, 1);
  }, stopWithinMs);
  await releasers.releaseAll(logger);
  clearTimeout(timer);
  logger.info({ code }, 'stopped');
  return exit(output, code);
}

/** A reader that takes nothing may keep the last lines from being written, but not the end. */
async function exit(output: LogOutput, code: number): Promise<never> {
  await Promise.race([output.written(), setTimeout(logEndsWithinMs)]);
  output.discard();
  process.exit(code);
}

/** A person reads stderr; Cloud Logging would take each line of it for an entry of its own. */
function report(error: unknown, { logger, options }: Log): void {
  const sentence = explain(error);
  if (sentence === undefined) logger.error({ err: error }, 'could not go on');
  else if (options.shape.kind === 'google-cloud') logger.error({}, sentence);
  else {
    process.stderr.write(`${sentence}\n`);
    logger.debug({ err: error }, 'could not start');
  }
}
