import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import type { Address } from './api-client.ts';
import { Database } from './database.ts';
import { mappedPort } from './engine.ts';
import { Mailbox } from './mailbox.ts';
import type { Opened, Surroundings } from './place.ts';
import { apiPort, startApi, startConverter } from './programs.ts';
import { StoredFiles } from './stored-files.ts';
import { startSurroundings } from './surroundings.ts';

export interface Stack extends Surroundings {
  readonly apis: readonly [StartedTestContainer, StartedTestContainer];
  readonly converters: readonly [StartedTestContainer, ...StartedTestContainer[]];
  readonly database: Database;
  readonly mailbox: Mailbox;
  readonly files: StoredFiles;
}

/** The service for the tests of one file: there from before the first one until after the last. */
export function useStack(): () => Stack {
  return useStarted(async (opened) => startStack(await startSurroundings(opened)));
}

/** What the service needs, without the service. */
export function useSurroundings(): () => Surroundings {
  return useStarted(startSurroundings);
}

/** Where the APIs are: asked anew each time, since one that is started again has another port. */
export function addressesOf({ apis: [first, second] }: Stack): readonly [Address, Address] {
  return [addressOf(first), addressOf(second)];
}

/** To be called in each test: says what the containers said if it fails. */
export function showLogsOnFailure({ logs }: Pick<Surroundings, 'logs'>): void {
  onTestFailed(() => console.error(logs.toString()));
}

function useStarted<T>(start: (opened: Opened) => Promise<T>): () => T {
  const opened: Opened = [];
  let started: T | undefined;
  beforeAll(async () => {
    started = await start(opened);
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });
  return () => {
    if (started === undefined) throw new Error('It is started before the tests; use it in them');
    return started;
  };
}

/** Two APIs and three converters on one volume. */
async function startStack(place: Surroundings): Promise<Stack> {
  const apis = [await startApi(place, 1), await startApi(place, 2)] as const;
  const converters = [
    await startConverter(place, 1),
    await startConverter(place, 2),
    await startConverter(place, 3),
  ] as const;
  const database = new Database(place.postgres.getId());
  const mailbox = new Mailbox(place.mail.getId());
  return { ...place, apis, converters, database, mailbox, files: new StoredFiles(place.volume) };
}

function addressOf(api: StartedTestContainer): Address {
  return async () => `http://127.0.0.1:${await mappedPort(api.getId(), apiPort)}`;
}
