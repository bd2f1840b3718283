import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MemoryLogger } from '@cloudconvert/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { toolFailure } from '../../src/transcoder/failure/tool-failure.ts';
import { Launcher } from '../../src/transcoder/process/launcher.ts';
import { processesWith, waitingShells } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { options } from '../support/tools.ts';

const { signal } = new AbortController();
/** Only there where Linux shares the processor among sessions. */
const session = '/proc/self/autogroup';

async function detect(searchPath: string, logger = new MemoryLogger()): Promise<Launcher> {
  const launcher = await Launcher.detect(searchPath, logger);
  onTestFinished(() => launcher.close());
  return launcher;
}

async function shell(script: string, cwd = tmpdir()): Promise<string> {
  return outputOf(await detect(options.searchPath), script, cwd);
}

async function outputOf(launcher: Launcher, script: string, cwd = tmpdir()): Promise<string> {
  let output = '';
  await launcher.run({
    ...{ tool: '/bin/sh', args: ['-c', script], cwd, signal },
    limits: { wallSeconds: 10, maxFileBytes: 4096 },
    onOutput: (text) => {
      output += text;
    },
  });
  return output.trim();
}

const launcherUrl = import.meta.resolve('../../src/transcoder/process/launcher.ts');

/** What a process of ours looks like when it is confined on this system. */
const parent = `
  import { Launcher } from ${JSON.stringify(launcherUrl)};
  const quiet = () => {};
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const launcher = await Launcher.detect(process.env.PATH, logger);
  const running = launcher.run({
    tool: '/bin/sh', args: ['-c', 'echo started; exec sleep ' + process.argv[1]], cwd: '/tmp',
    limits: { wallSeconds: 600, maxFileBytes: 0 }, signal: new AbortController().signal,
    onOutput: (text) => process.stdout.write(text),
  });
  await running;
`;

/** A process that runs one tool, two more when it can open no file any more, and one afterwards. */
const starved = `
  import { closeSync, openSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  import { Launcher } from ${JSON.stringify(launcherUrl)};
  const quiet = () => {};
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const launcher = await Launcher.detect(process.env.PATH, logger);
  const run = () => launcher.run({
    tool: '/bin/echo', args: ['works'], cwd: '/tmp', limits: { wallSeconds: 10, maxFileBytes: 0 },
    signal: new AbortController().signal, onOutput: (text) => process.stdout.write(text),
  });
  const opened = [];
  await run();
  try {
    for (;;) opened.push(openSync('/dev/null'));
  } catch {}
  // A shell may have been waiting; for the second there is none.
  for (let n = 0; n < 2; n += 1) {
    await run().catch(({ message }) => console.log(message));
    await setTimeout(200);
  }
  for (const file of opened) closeSync(file);
  await run();
  await launcher.close();
`;

describe.runIf(process.platform === 'linux')('what runs for a stranger', () => {
  it('may not write large files, open many, use much memory or leave a core', async () => {
    expect(await shell('ulimit -f; ulimit -n; ulimit -v; ulimit -c; ulimit -t')).toBe(
      `8\n64\n1048576\n0\n${10 * availableParallelism()}`,
    );
  });

  it('sees no network', async () => {
    const interfaces = await shell('cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "');
    expect(interfaces).toBe('lo');
  });

  it('gains no rights and goes last', async () => {
    expect(await shell('grep NoNewPrivs /proc/self/status | tr -d "[:space:]"; nice')).toBe(
      'NoNewPrivs:110',
    );
  });

  it.runIf(existsSync(session))('lets other sessions go first, too', async () => {
    const ranked = `until grep 'nice 10$' ${session}; do sleep 0.01; done`;
    expect(await shell(ranked)).toMatch(/nice 10$/);
  });

  it('is confined as well where there is no folder for temporary files', async () => {
    vi.stubEnv('TMPDIR', '/nonexistent');
    onTestFinished(() => void vi.unstubAllEnvs());
    const logger = new MemoryLogger();
    await detect(options.searchPath, logger);
    expect(logger.entries).toEqual([]);
  });

  it('ends when its converter is killed', async () => {
    const mark = `98${process.pid}`;
    const args = ['--input-type=module-typescript', '-e', parent, mark];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(createInterface(child.stdout), 'line');
    expect(processesWith(`sleep ${mark}`)).toHaveLength(1);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(processesWith(`sleep ${mark}`)).toEqual([]), 5000);
  });
});

describe.runIf(process.platform === 'linux')('the shell that waits for the next tool', () => {
  it('is there before anybody asks, and its successor afterwards', async () => {
    const launcher = await detect(options.searchPath);
    await vi.waitFor(() => expect(waitingShells()).toHaveLength(1));
    const [first] = waitingShells();
    expect(await outputOf(launcher, 'echo $PPID $$')).toBe(`${process.pid} ${first}`);
    await vi.waitFor(() => expect(waitingShells()).toHaveLength(1));
    expect(waitingShells()).not.toContain(first);
  });

  it('is replaced when somebody has killed it', async () => {
    const launcher = await detect(options.searchPath);
    await vi.waitFor(() => expect(waitingShells()).toHaveLength(1));
    for (const pid of waitingShells()) process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await outputOf(launcher, 'echo works')).toBe('works'));
  });

  it('need not be there: while no file can be opened, that alone which is run then fails', async () => {
    const fewFiles = ['-c', 'ulimit -n 60 && exec "$0" "$@"', process.execPath];
    const args = [...fewFiles, '--input-type=module-typescript', '-e', starved];
    const { stdout } = await promisify(execFile)('/bin/sh', args);
    expect(stdout).toMatch(/^(works\n){1,2}(No file is left to be opened for \w+\n){1,2}works\n$/);
  });

  it('ends when nothing will be run any more', async () => {
    const launcher = await detect(options.searchPath);
    await launcher.close();
    expect(waitingShells()).toEqual([]);
  });

  it('goes into folders of any name and passes words on as they are', async () => {
    const cwd = join(temporaryDirectory(), `it's "$HOME" \\ *\n; exit 1`);
    mkdirSync(cwd);
    expect(await shell('pwd', cwd)).toBe(cwd);
    expect(await shell(`printf %s 'a"b$c' "it's"`)).toBe(`a"b$cit's`);
  });

  it('says that it could not become the tool', async () => {
    const launcher = await detect(options.searchPath);
    const limits = { wallSeconds: 10, maxFileBytes: 0 };
    const launch = { args: [], limits, signal, onOutput: () => {} };
    const noFolder = await launcher.run({ ...launch, tool: 'true', cwd: '/nonexistent' });
    const noTool = await launcher.run({ ...launch, tool: '/nonexistent', cwd: tmpdir() });
    for (const end of [noFolder, noTool]) {
      expect(toolFailure('ffmpeg', end)?.message).toMatch(/could not be started: .*nonexistent/);
    }
  });
});

describe('a system without any of that', () => {
  it('is told once, and all the rest holds', async () => {
    const logger = new MemoryLogger();
    const launcher = await detect('/nonexistent', logger);
    expect(logger.entries).toHaveLength(1);
    expect(logger.entries[0]?.fields.missing).toEqual([
      expect.stringContaining('unshare'),
      expect.stringContaining('setpriv'),
    ]);
    const limits = { wallSeconds: 0.1, maxFileBytes: 0 };
    const end = await launcher.run({
      ...{ tool: '/bin/sleep', args: ['60'], cwd: tmpdir(), limits, signal, onOutput: () => {} },
    });
    expect(end.isLate).toBe(true);
  });
});
