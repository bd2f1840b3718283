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
import type { ProcessLimits } from '../../src/transcoder/process/confinement.ts';
import { Launcher } from '../../src/transcoder/process/launcher.ts';
import { isThere, processesWith, toolShells, waitingForTools } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { options } from '../support/tools.ts';

const { signal } = new AbortController();
const usualLimits = { wallSeconds: 10, maxFileBytes: 4096 };
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
  const { output } = await runShell(launcher, script, usualLimits, cwd);
  return output.trim();
}

async function runShell(
  launcher: Launcher,
  script: string,
  limits: ProcessLimits = usualLimits,
  cwd = tmpdir(),
) {
  let output = '';
  const end = await launcher.run({
    ...{ tool: '/bin/sh', args: ['-c', script], cwd, signal, limits },
    onOutput: (text) => {
      output += text;
    },
  });
  return { ...end, output };
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

/** A process that runs one tool, two at once when it can open no file any more, and one afterwards. */
const starved = `
  import { closeSync, openSync } from 'node:fs';
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
  // For one of them a shell is there.
  await Promise.all([run(), run().catch((error) => console.log(String(error)))]);
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
    const shells = toolShells(child.pid);
    expect(shells).toHaveLength(1);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(processesWith(`sleep ${mark}`)).toEqual([]), 5000);
    await vi.waitFor(() => expect(shells.filter(isThere)).toEqual([]), 5000);
  });
});

describe.runIf(process.platform === 'linux')('the shell that runs tools', () => {
  it('is there before anybody asks, and runs one after the other', async () => {
    const launcher = await detect(options.searchPath);
    await vi.waitFor(() => expect(waitingForTools()).toHaveLength(1));
    const [first] = toolShells();
    const [second] = waitingForTools();
    expect(await outputOf(launcher, 'echo $PPID $$')).toBe(`${first} ${second}`);
    await vi.waitFor(() => expect(waitingForTools()).toHaveLength(1));
    const [third] = waitingForTools();
    expect(third).not.toBe(second);
    expect(await outputOf(launcher, 'echo $PPID $$')).toBe(`${first} ${third}`);
  });

  it('has others beside it only for tools that run at the same time', async () => {
    const launcher = await detect(options.searchPath);
    const runThree = () =>
      Promise.all([1, 2, 3].map(() => outputOf(launcher, 'sleep 0.2; echo $PPID')));
    const shells = await runThree();
    expect(new Set(shells)).toHaveProperty('size', 3);
    expect((await runThree()).sort()).toEqual(shells.sort());
    expect(toolShells()).toHaveLength(3);
  });

  it('is replaced when somebody has killed it', async () => {
    const launcher = await detect(options.searchPath);
    await vi.waitFor(() => expect(toolShells()).toHaveLength(1));
    for (const pid of toolShells()) process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await outputOf(launcher, 'echo works')).toBe('works'));
  });

  it('takes its tool with it when somebody kills it, and is replaced', async () => {
    const launcher = await detect(options.searchPath);
    const mark = `97${process.pid}`;
    const end = await runShell(launcher, `kill -KILL $PPID; exec sleep ${mark}`);
    expect(end).toMatchObject({ code: null, signal: 'SIGKILL', isLate: false });
    await vi.waitFor(() => expect(processesWith(`sleep ${mark}`)).toEqual([]));
    expect(await outputOf(launcher, 'echo works')).toBe('works');
  });

  it.each([
    ['its code', 'exit 3', { code: 3, signal: null }],
    ['the code of an error of ffmpeg 7', 'exit 183', { code: 183, signal: null }],
    ['the signal', 'kill -SEGV $$', { code: null, signal: 'SIGSEGV' }],
    ['a signal of two names', 'kill -ABRT $$', { code: null, signal: 'SIGABRT' }],
  ])('tells how a tool ended: %s', async (_, script, expected) => {
    const launcher = await detect(options.searchPath);
    expect(await runShell(launcher, script)).toMatchObject(expected);
    expect(await outputOf(launcher, 'echo works')).toBe('works');
  });

  it('passes on all that a tool says, however much, and nothing else', async () => {
    const launcher = await detect(options.searchPath);
    const [output, errors] = ['head -c 1000000 /dev/zero', "printf 'a\\0b'"];
    const end = await runShell(launcher, `${output}; ${errors} >&2`);
    expect(end).toMatchObject({ output: '\0'.repeat(1_000_000), errors: 'a\0b' });
  });

  it('runs others after one whose time was up', async () => {
    const launcher = await detect(options.searchPath);
    const limits = { wallSeconds: 0.1, maxFileBytes: 0 };
    expect(await runShell(launcher, 'sleep 60', limits)).toMatchObject({ isLate: true });
    expect(await outputOf(launcher, 'echo works')).toBe('works');
  });

  it('bounds each tool by its own limits', async () => {
    const launcher = await detect(options.searchPath);
    for (const maxFileBytes of [0, 512 * 1000, 512]) {
      const { output } = await runShell(launcher, 'ulimit -f', { wallSeconds: 10, maxFileBytes });
      expect(Number(output)).toBe(maxFileBytes / 512);
    }
  });

  it('need not be there: while no file can be opened, that alone which is run then fails', async () => {
    const fewFiles = ['-c', 'ulimit -n 60 && exec "$0" "$@"', process.execPath];
    const args = [...fewFiles, '--input-type=module-typescript', '-e', starved];
    const { stdout } = await promisify(execFile)('/bin/sh', args);
    expect(stdout.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(/^MachineTrouble: No file is left to be opened for \w+$/),
      ...['works', 'works', 'works'],
    ]);
  });

  it('ends when nothing will be run any more', async () => {
    const launcher = await detect(options.searchPath);
    await launcher.close();
    expect(toolShells()).toEqual([]);
  });

  it('ends after its tool when nothing will be run any more', async () => {
    const launcher = await detect(options.searchPath);
    const running = outputOf(launcher, 'sleep 0.2; echo works');
    await launcher.close();
    expect(await running).toBe('works');
    expect(toolShells()).toEqual([]);
  });

  it('goes into folders of any name and passes words on as they are', async () => {
    const cwd = join(temporaryDirectory(), `it's "$HOME" \\ *\n; exit 1`);
    mkdirSync(cwd);
    expect(await shell('pwd', cwd)).toBe(cwd);
    expect(await shell(`printf %s 'a"b$c' "it's"`)).toBe(`a"b$cit's`);
  });

  it('says that it could not become the tool, and runs the next one', async () => {
    const launcher = await detect(options.searchPath);
    const limits = { wallSeconds: 10, maxFileBytes: 0 };
    const launch = { args: [], limits, signal, onOutput: () => {} };
    const noFolder = await launcher.run({ ...launch, tool: 'true', cwd: '/nonexistent' });
    const noTool = await launcher.run({ ...launch, tool: '/nonexistent', cwd: tmpdir() });
    for (const end of [noFolder, noTool]) {
      expect(toolFailure('ffmpeg', end)?.message).toMatch(/could not be started: .*nonexistent/);
    }
    expect(await outputOf(launcher, 'echo works')).toBe('works');
    expect(toolShells()).toHaveLength(1);
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
