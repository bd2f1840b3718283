import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

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
