import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('./support/program.ts', import.meta.url));

interface Life {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a process that behaves as `behaviour` says; `signal` is sent once it has printed something. */
async function live(behaviour: string, signal?: NodeJS.Signals): Promise<Life> {
  const child = spawn(process.execPath, [program, behaviour], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      if (output === '' && signal) child.kill(signal);
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

const node = process.execPath;
const withSmallHeap = [node, '--max-old-space-size=64'];
/** No file that it writes can have more than one block, which is 512 or 1024 bytes. */
const withShortFiles = ['sh', '-c', 'ulimit -f 1 && exec "$0" "$@"', node];

/** A process that can't outlive its test, however it hangs. */
function spawnBounded(
  behaviour: string,
  stdio: StdioOptions,
  [command = node, ...args]: readonly string[] = [node],
): ChildProcess {
  const child = spawn(command, [...args, program, behaviour], { stdio });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Resolves when the process has gone on for a while. */
async function goesOn(child: ChildProcess): Promise<void> {
  for (let heard = 0; heard < 50; heard += 1) await once(child, 'message');
}

async function openLog(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  const log = await open(join(folder, 'log'), 'a');
  onTestFinished(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });
  return log;
}

describe('a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'closes what it opened in reverse order at %s',
    async (signal) => {
      const { code, output } = await live('works', signal);
      expect(output).toMatch(/second closed.*first closed.*"stopped"/s);
      expect(code).toBe(0);
    },
  );

  it('says in one sentence why it can not start, and closes what it had opened', async () => {
    const { code, output } = await live('refuses');
    expect(output).toMatch(/^Choose another port\.$/m);
    expect(output).toContain('first closed');
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('tells the whole of an error that nobody expected', async () => {
    const { code, output } = await live('breaks');
    expect(output).toContain('"message":"a bug"');
    expect(output).toContain('first closed');
    expect(code).toBe(1);
  });

  it('ends, and closes what it opened, when an error reached nobody', async () => {
    const { code, output } = await live('crashes');
    expect(output).toContain('"message":"nobody heard this"');
    expect(output).toMatch(/second closed.*first closed/s);
    expect(code).toBe(1);
  });

  it('can be stopped while its start hangs', async () => {
    const { code, output } = await live('hangs', 'SIGINT');
    expect(output).toContain('first closed');
    expect(code).toBe(0);
  });
});

describe('a process whose output nobody takes', () => {
  it.each(['refuses', 'breaks', 'crashes'])('ends all the same when it %s', async (behaviour) => {
    for (const stderr of ['ignore', 'pipe'] as const) {
      const child = spawnBounded(behaviour, ['ignore', 'pipe', stderr]);
      child.stdout?.destroy();
      child.stderr?.destroy();
      expect(await once(child, 'exit')).toEqual([1, null]);
    }
  });

  it.each(['stdout', 'stderr'] as const)('goes on without a reader of its %s', async (name) => {
    const child = spawnBounded('prints', ['ignore', 'pipe', 'pipe', 'ipc']);
    await goesOn(child);
    child[name]?.destroy();
    await goesOn(child);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('does not wait for ever for a reader that takes nothing', async () => {
    const child = spawnBounded('floods', ['ignore', 'pipe', 'ignore']);
    expect(await once(child, 'exit')).toEqual([1, null]);
  });

  it('holds only so much of what its reader does not take', async () => {
    const child = spawnBounded('pours', ['ignore', 'pipe', 'ignore', 'ipc'], withSmallHeap);
    await goesOn(child);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('goes on while its log has no room, says so once, and writes again once it has', async () => {
    const log = await openLog();
    const child = spawnBounded('logs', ['ignore', log.fd, 'pipe', 'ipc'], withShortFiles);
    const errors = textOf(child.stderr as Readable);
    await once(child.stderr as Readable, 'data');
    await goesOn(child);
    await log.truncate();
    await goesOn(child);
    expect((await log.stat()).size).toBeGreaterThan(0);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await errors).toMatch(/^Lines of the log are lost: EFBIG/);
  });
});
