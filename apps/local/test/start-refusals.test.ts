import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresUrl } from '@cloudconvert/testing';
import { aServiceAccount, startStorageEmulator } from '@cloudconvert/testing-gcp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postgresVariables } from './support/postgres-variables.ts';
import { Program } from './support/program.ts';

/** How the API ends when it is started so. */
async function start(env: Readonly<Record<string, string>>) {
  const directory = await newFolder();
  const program = new Program(['node', 'apps/api/src/main.ts'], {
    ...postgresVariables(postgresUrl()),
    ...{ DATA_DIR: directory, PORT: '0', BASE_URL: 'http://127.0.0.1' },
    ...{ SECRET_KEY: 'a secret that only the tests know', GOOGLE_APPLICATION_CREDENTIALS: '' },
    ...env,
  });
  onTestFinished(async () => void (await program.stop()));
  return program.ended();
}

describe('a start that can not succeed says so in one sentence', () => {
  it.each([
    ['a wrong password', { POSTGRES_PASSWORD: 'wrong' }, 'POSTGRES_PASSWORD'],
    ['a database that is not there', { POSTGRES_DB: 'nonesuch' }, 'POSTGRES_DB'],
    ['a server that is not there', { POSTGRES_PORT: '1' }, 'POSTGRES_PORT'],
    [
      'an emulator that is no address',
      { STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds', STORAGE_EMULATOR_HOST: 'a:b:c' },
      'STORAGE_EMULATOR_HOST',
    ],
  ])('of %s', async (_what, env, name) => {
    const { code, output } = await start(env);
    expect(output).toContain(name);
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('in one line of JSON where Cloud Logging reads it', async () => {
    const { code, output } = await start({ CLOUDCONVERT_PLATFORM: 'gcp', SECRET_KEY: 'short' });
    const lines = output.trim().split('\n');
    const sentence = expect.stringMatching(/SECRET_KEY.*GCP_BUCKET_NAME is missing/s);
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ severity: 'ERROR', message: sentence }),
    );
    expect(code).toBe(1);
  });

  it('of a bucket whose URLs nobody can sign', async () => {
    const emulator = await startStorageEmulator(aServiceAccount());
    onTestFinished(() => emulator.close());
    const { code, output } = await start({
      ...{ STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds', STORAGE_EMULATOR_HOST: emulator.url },
      // No machine of Google's, so no account of one.
      ...{ METADATA_SERVER_DETECTION: 'none', CLOUDSDK_CONFIG: '/nonexistent' },
    });
    expect(output).toContain('GOOGLE_APPLICATION_CREDENTIALS');
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });
});

/** What bars root from nothing is taken away from it. */
const asAnybody =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

describe.each(['local', 'api', 'converter'])('%s', (app) => {
  /** How it ends with these variables; it gets a database that there is, and a folder of its own. */
  async function endOf(env: Readonly<Record<string, string>>) {
    const command = [...asAnybody, 'node', `apps/${app}/src/main.ts`];
    const program = new Program(command, {
      ...postgresVariables(postgresUrl()),
      ...{ PORT: '0', DATA_DIR: await newFolder() },
      ...env,
    });
    onTestFinished(async () => void (await program.stop('SIGKILL')));
    return program.ended();
  }

  async function expectSentence(dataDirectory: string, sentence: RegExp) {
    const { code, output } = await endOf({ DATA_DIR: dataDirectory });
    expect(output).toMatch(sentence);
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  }

  it.each([
    ['/proc/cloudconvert', /^\/proc\/cloudconvert: No folder can be made here/m],
    ['/sys/cloudconvert', /^\/sys\/cloudconvert: .* DATA_DIR/m],
    ['/dev/null/cloudconvert', /^\/dev\/null\/cloudconvert.*: A part of this path is a file/m],
  ])('says in one sentence that it can not keep data in %s', expectSentence);

  it('says in one sentence that its folder is a file', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    await expectSentence(file, /: (There is a file where|A part of this path is a file)/);
  });

  it('says in one sentence that it may not write in its folder', async () => {
    const folder = await newFolder();
    await chmod(folder, 0o500);
    await expectSentence(folder, /: This user may not write there/);
  });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
