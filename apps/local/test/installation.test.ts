import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const leftOut = (name: string) => `--filter-prod=!@cloudconvert/${name}`;

/** A clone whose program only says that it runs, on a system that has nothing but what is put there. */
class Clone {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  static async make(): Promise<Clone> {
    const root = await mkdtemp(join(tmpdir(), 'clone of cloudconvert '));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    await cp(join(repository, 'scripts'), join(root, 'scripts'), { recursive: true });
    await cp(join(repository, 'package.json'), join(root, 'package.json'));
    await mkdir(join(root, 'apps', 'local', 'src'), { recursive: true });
    await writeFile(join(root, 'apps', 'local', 'src', 'main.ts'), "console.log('it runs');");
    await mkdir(join(root, 'bin'));
    const clone = new Clone(root);
    // Stands for the registry: notes what is asked for.
    await clone.addProgram('npx', 'echo "$@" >> "$0.log"; /bin/mkdir -p node_modules');
    return clone;
  }

  addProgram(name: string, script: string): Promise<void> {
    return writeFile(join(this.#root, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  removeProgram(name: string): Promise<void> {
    return rm(join(this.#root, 'bin', name));
  }

  /** The arguments of the installation, or none where nothing was installed. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const log = join(this.#root, 'bin', 'npx.log');
    await rm(log, { force: true });
    const { stdout } = await run(
      process.execPath,
      [join(this.#root, 'scripts', 'start.mjs'), 'local'],
      { env: { PATH: join(this.#root, 'bin'), ...env } },
    );
    expect(stdout).toBe('it runs\n');
    return readFile(log, 'utf8').catch(() => '');
  }
}

describe('an installation', () => {
  let clone: Clone;
  beforeEach(async () => {
    clone = await Clone.make();
  });

  async function addFfmpeg() {
    await clone.addProgram('ffmpeg', 'exit 0');
    await clone.addProgram('ffprobe', 'exit 0');
  }

  it('brings no Node to one that is new enough, and no SDK of a cloud that nobody chose', async () => {
    const installed = await clone.start();
    expect(installed).toContain('--prod');
    expect(installed).not.toContain('@cloudconvert/shipped-node');
    expect(installed).not.toContain(leftOut('shipped-ffmpeg'));
    expect(installed).toContain(leftOut('adapters-gcp'));
  });

  it('brings no ffmpeg where the system has one, or the operator names one', async () => {
    expect(await clone.start({ FFMPEG_PATH: '/a', FFPROBE_PATH: '/b' })).toContain(
      leftOut('shipped-ffmpeg'),
    );
    await addFfmpeg();
    expect(await (await Clone.make()).start()).not.toContain(leftOut('shipped-ffmpeg'));
    expect(await clone.start()).toBe('');
  });

  it.each([
    ['is only one of the two', () => clone.addProgram('ffmpeg', 'exit 0')],
    [
      'does not run',
      async () => {
        await addFfmpeg();
        await clone.addProgram('ffprobe', 'exit 127');
      },
    ],
  ])('brings ffmpeg where what the system has %s', async (_, arrange) => {
    await arrange();
    expect(await clone.start()).not.toContain(leftOut('shipped-ffmpeg'));
  });

  it.each([
    { CLOUDCONVERT_PLATFORM: 'gcp' },
    { STORAGE: 'gcs' },
    { MAIL: 'sendgrid' },
    { DATABASE: 'cloudsql' },
  ])('brings the SDKs of a cloud to %j', async (env) => {
    expect(await clone.start(env)).not.toContain(leftOut('adapters-gcp'));
  });

  it('is made once, and again with what is missing later', async () => {
    await addFfmpeg();
    expect(await clone.start()).toContain(leftOut('shipped-ffmpeg'));
    expect(await clone.start()).toBe('');
    await clone.removeProgram('ffprobe');
    expect(await clone.start()).not.toContain(leftOut('shipped-ffmpeg'));
    const withCloud = await clone.start({ STORAGE: 'gcs' });
    expect(withCloud).not.toContain('!@cloudconvert/');
    expect(await clone.start()).toBe('');
  });
});
