import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
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

/** A process that can't outlive its test, however it hangs. */
function spawnBounded(behaviour: string, stdio: StdioOptions): ChildProcess {
  const child = spawn(process.execPath, [program, behaviour], { stdio });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Resolves when the process has gone on for a while. */
async function goesOn(child: ChildProcess): Promise<void> {
  for (let heard = 0; heard < 50; heard += 1) await once(child, 'message');
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

  it('ends, and says why, when its log has no room', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const child = spawnBounded('prints', ['ignore', full, 'pipe', 'ipc']);
    const [[code], output] = await Promise.all([
      once(child, 'exit'),
      textOf(child.stderr as Readable),
    ]);
    expect(output).toContain('The disk is full');
    expect(code).toBe(1);
  });
});
