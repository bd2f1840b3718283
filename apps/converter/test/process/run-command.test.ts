import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/transcoder/process/run-command.ts';

const never = new AbortController().signal;

function run(script: string, wallSeconds = 20, signal: AbortSignal = never) {
  let output = '';
  return runCommand({
    command: ['/bin/sh', '-c', script],
    ...{ cwd: tmpdir(), env: { PATH: '/usr/bin:/bin', LANG: 'C' }, wallSeconds, signal },
    onOutput: (text) => {
      output += text;
    },
  }).then((end) => ({ ...end, output }));
}

describe('a command', () => {
  it('ends with its code, its output and its errors', async () => {
    const end = await run('echo out; echo err >&2; exit 3');
    expect(end).toEqual({
      ...{ code: 3, signal: null, isLate: false },
      ...{ output: 'out\n', errors: 'err' },
    });
  });

  it('that crashes ends with the signal', async () => {
    expect(await run('kill -SEGV $$')).toMatchObject({ code: null, signal: 'SIGSEGV' });
  });

  it('sees nothing of the environment but what it is given', async () => {
    const { output } = await run('env | cut -d= -f1 | sort');
    expect(
      output
        .trim()
        .split('\n')
        .filter((name) => !['_', 'PWD', 'SHLVL'].includes(name)),
    ).toEqual(['LANG', 'PATH']);
  });

  it('has only the end of its errors kept', async () => {
    const { errors } = await run('yes error | head -c 100000 >&2; echo last >&2');
    expect(errors).toHaveLength(8191);
    expect(errors).toMatch(/last$/);
  });

  it('that can not be started rejects', async () => {
    const request = { cwd: tmpdir(), env: {}, wallSeconds: 20, signal: never, onOutput: () => {} };
    await expect(runCommand({ ...request, command: ['/nonexistent'] })).rejects.toThrow('ENOENT');
  });
});

describe('a command whose time is up', () => {
  it('is ended', async () => {
    expect(await run('sleep 60', 0.1)).toMatchObject({ isLate: true, signal: 'SIGTERM' });
  });

  it('is killed when it ignores that, and so are its children', async () => {
    const end = await run('trap "" TERM; sleep 60 & wait; sleep 60', 0.1);
    expect(end).toMatchObject({ isLate: true, signal: 'SIGKILL' });
  });
});

describe('a command that is aborted', () => {
  it('ends, then rejects with the reason', async () => {
    const reason = new Error('nobody wants it');
    const abort = new AbortController();
    const running = run('echo started; sleep 60', 20, abort.signal);
    abort.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  it('before it starts is never started', async () => {
    const reason = new Error('too early');
    await expect(run('exit 0', 20, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
