import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  aServiceAccount,
  startSendgridServer,
  startStorageEmulator,
} from '@cloudconvert/testing-gcp';
import { onTestFinished } from 'vitest';
import { filesUnder } from './files-under.ts';
import { startSmtpServer } from './smtp-server.ts';

/** One choice of adapters, and how to look behind each of them. */
export interface Landscape {
  readonly env: Readonly<Record<string, string>>;
  /** Whether clients fetch files from the storage by themselves. */
  readonly redirects: boolean;
  /** The text of every message that has arrived. */
  mails(): Promise<readonly string[]>;
  /** The names of all files. */
  stored(): Promise<readonly string[]>;
}

type Storage = Pick<Landscape, 'env' | 'redirects' | 'stored'>;
type Mail = Pick<Landscape, 'env' | 'mails'>;

/** A folder, and an outbox in it. */
export async function laptop(): Promise<Landscape> {
  const directory = await temporaryFolder();
  const outbox = join(directory, 'outbox');
  return {
    env: { DATA_DIR: directory },
    redirects: false,
    stored: () => filesUnder(join(directory, 'files')),
    mails: async () => {
      const names = await readdir(outbox).catch(() => []);
      return Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
    },
  };
}

/** A bucket and SendGrid. */
export async function googleCloud(): Promise<Landscape> {
  const [storage, mail] = [await bucket(), await sendgrid()];
  const env = { CLOUDCONVERT_PLATFORM: 'gcp', ...storage.env, ...mail.env };
  return { ...storage, ...mail, env };
}

/** A bucket, and a mail server of somebody's own. */
export async function mixed(): Promise<Landscape> {
  const [storage, mail] = [await bucket(), await startSmtpServer()];
  return { ...storage, ...mail, env: { STORAGE: 'gcs', ...storage.env, ...mail.env } };
}

async function bucket(): Promise<Storage> {
  const account = aServiceAccount();
  const emulator = await startStorageEmulator(account);
  onTestFinished(() => emulator.close());
  const directory = await temporaryFolder();
  const keyFile = join(directory, 'key.json');
  await writeFile(keyFile, JSON.stringify(account));
  const env = {
    DATA_DIR: directory,
    SECRET_KEY: 'a secret that only the tests know',
    GCP_BUCKET_NAME: 'sounds',
    STORAGE_EMULATOR_HOST: emulator.url,
    GOOGLE_APPLICATION_CREDENTIALS: keyFile,
  };
  return { env, redirects: true, stored: () => objectsOf(emulator.url, 'sounds') };
}

async function sendgrid(): Promise<Mail> {
  const apiKey = 'SG.only-the-tests-know';
  const server = await startSendgridServer({ apiKey });
  onTestFinished(() => server.close());
  const env = {
    SENDGRID_API_KEY: apiKey,
    SENDGRID_URL: server.url,
    EMAIL_CONVERTER: 'Converter <converter@example.com>',
  };
  return {
    env,
    mails: async () => server.delivered().map(({ content }) => content?.[0]?.value ?? ''),
  };
}

async function objectsOf(url: string, name: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/storage/v1/b/${name}/o`);
  const { items = [] } = (await response.json()) as { items?: { name: string }[] };
  return items.map((item) => item.name);
}

async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
