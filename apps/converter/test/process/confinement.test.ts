import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { MemoryLogger } from '@cloudconvert/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Launcher } from '../../src/transcoder/process/launcher.ts';
import { processesWith } from '../support/processes.ts';
import { options } from '../support/tools.ts';

const { signal } = new AbortController();
/** Only there where Linux shares the processor among sessions. */
const session = '/proc/self/autogroup';

async function shell(script: string): Promise<string> {
  const launcher = await Launcher.detect(options.searchPath, new MemoryLogger());
  let output = '';
  await launcher.run({
    ...{ tool: '/bin/sh', args: ['-c', script], cwd: tmpdir(), signal },
    limits: { wallSeconds: 10, maxFileBytes: 4096 },
    onOutput: (text) => {
      output += text;
    },
  });
  return output.trim();
}

/** What a process of ours looks like when it is confined on this system. */
const parent = `
  import { Launcher } from ${JSON.stringify(import.meta.resolve('../../src/transcoder/process/launcher.ts'))};
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

describe.runIf(process.platform === 'linux')('what runs for a stranger', () => {
  it('may not write large files, open many, use much memory or leave a core', async () => {
    expect(await shell('ulimit -f; ulimit -n; ulimit -v; ulimit -c; ulimit -t')).toBe(
      '8\n64\n1048576\n0\n20',
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
    await Launcher.detect(options.searchPath, logger);
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

describe('a system without any of that', () => {
  it('is told once, and all the rest holds', async () => {
    const logger = new MemoryLogger();
    const launcher = await Launcher.detect('/nonexistent', logger);
    expect(logger.entries).toHaveLength(1);
    expect(logger.entries[0]?.fields.missing).toEqual([
      expect.stringContaining('unshare'),
      expect.stringContaining('setpriv'),
      expect.stringContaining('prlimit'),
    ]);
    const limits = { wallSeconds: 0.1, maxFileBytes: 0 };
    const end = await launcher.run({
      ...{ tool: '/bin/sleep', args: ['60'], cwd: tmpdir(), limits, signal, onOutput: () => {} },
    });
    expect(end.isLate).toBe(true);
  });
});
