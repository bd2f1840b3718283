import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Sampler } from '../machine/sampler.ts';
import { inheritedEnvironment } from './config.ts';
import { type Database, startDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { mainOf } from './main-of.ts';
import type { OpenedService } from './opened-service.ts';
import type { OwnServiceOptions } from './own-service-options.ts';
import { programVariables } from './program-variables.ts';
import type { ServiceSetup } from './service.ts';
import { type Programs, startPrograms } from './start-programs.ts';

/** Everything but the load, on this machine and for this run alone. */
export async function startOwnService(options: OwnServiceOptions): Promise<OpenedService> {
  const opened = new AsyncDisposableStack();
  try {
    return await start(options, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function start(
  options: OwnServiceOptions,
  opened: AsyncDisposableStack,
): Promise<OpenedService> {
  const { setup, sampler, say } = options;
  // Before anything is opened: in an image there is nothing to start.
  const mains = { api: mainOf('api'), converter: mainOf('converter') };
  const dataDir = await makeDataDir(opened);
  const database = await openDatabase(dataDir, options, opened);
  const sink = await openMailSink(setup, opened);
  const target = new URL(`http://127.0.0.1:${await freePort()}`);
  const env = {
    ...inheritedEnvironment(),
    ...programVariables({ target, dataDir, databaseUrl: database.url }),
    ...(sink?.variables ?? { STRESS_TEST: 'on' }),
    ...setup.variables,
  };
  const programs = await startPrograms(options, { mains, env, folder: dataDir }, opened);
  say(`A service of the bench's own runs on ${target.origin}.`);
  return describe({ target, dataDir, database, sink, programs, sampler, opened });
}

/** Not among the system's temporary files, which may lie in memory, where a service's never do. */
async function makeDataDir(opened: AsyncDisposableStack): Promise<string> {
  const parent = resolve('.data');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'bench-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openDatabase(
  dataDir: string,
  { sampler, say }: OwnServiceOptions,
  opened: AsyncDisposableStack,
): Promise<Database> {
  const database = await startDatabase(join(dataDir, 'postgres'), say);
  opened.defer(() => database.stop());
  sampler.watch({ name: 'postgres', pid: database.pid, children: 'postgres' });
  return database;
}

async function openMailSink(
  { mail }: ServiceSetup,
  opened: AsyncDisposableStack,
): Promise<MailSink | null> {
  if (mail !== 'sink') return null;
  const sink = await startMailSink();
  opened.defer(() => sink.stop());
  return sink;
}

interface Parts {
  readonly target: URL;
  readonly dataDir: string;
  readonly database: Database;
  readonly sink: MailSink | null;
  readonly programs: Programs;
  readonly sampler: Sampler;
  readonly opened: AsyncDisposableStack;
}

function describe(parts: Parts): OpenedService {
  const { target, dataDir, database, sink, programs, sampler, opened } = parts;
  const { all, tools } = programs;
  const own = {
    processes: [
      { name: 'postgres', pid: database.pid },
      ...all.map(({ name, pid }) => ({ name, pid })),
    ],
    databaseUrl: database.url,
    dataDir,
    ffmpeg: tools?.ffmpeg.path ?? null,
    ffprobe: tools?.ffprobe.path ?? null,
    samples: () => sampler.samples,
    mails: () => sink?.mails ?? [],
  };
  return {
    service: { target, own },
    versions: { ffmpeg: tools?.ffmpeg.version ?? null, postgres: database.version },
    failed: AbortSignal.any(all.map(({ failed }) => failed)),
    checkRuns: async () => {
      for (const program of all) await program.checkRuns();
    },
    close: () => opened.disposeAsync(),
  };
}
