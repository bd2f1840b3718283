import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bench, startBench } from './support/bench.ts';

const withinMs = 180_000;

/** Resolves once it has said `sentence` on stderr. */
function said({ stderr }: ReturnType<typeof startBench>['child'], sentence: string) {
  return new Promise<void>((resolve) => {
    let text = '';
    stderr?.on('data', (chunk: Buffer) => {
      text += chunk;
      if (text.includes(sentence)) resolve();
    });
  });
}

/** The child of `parent` that runs `program`. */
async function pidOfChild(parent: number | undefined, program: string): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const child = processes.find(
    ([, ppid, ...args]) => Number(ppid) === parent && args.join(' ').includes(program),
  );
  return Number(child?.[0]);
}

describe('a service of the bench’s own', () => {
  it('ends with a run that is stopped, and leaves nothing', { timeout: withinMs }, async () => {
    const { child, ended, folder } = startBench('conversions', '--tasks', '10000');
    await said(child, 'own runs on http://127.0.0.1:');
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    const [, url = ''] = /runs on (\S+)\.\n/.exec(stderr) ?? [];
    expect(code).toBe(130);
    expect(stderr).toMatch(/Stopped by SIGINT\.\n$/);
    expect(await readdir(join(folder, '.data'))).toEqual([]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('ends a run that waits for a part of it that has ended', { timeout: withinMs }, async () => {
    const { child, ended, folder } = startBench('conversions', '--tasks', '10000');
    await said(child, 'tasks to ogg have ended');
    process.kill(await pidOfChild(child.pid, 'apps/converter'), 'SIGKILL');
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain('converter 1 ended by itself (SIGKILL)');
    expect(await readdir(join(folder, '.data'))).toEqual([]);
  });

  it('ends with a run that fails', { timeout: withinMs }, async () => {
    const { ended, folder } = startBench('conversions', '--tasks', '0');
    const { code, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain('--tasks must be');
    expect(await readdir(join(folder, '.data'))).toEqual([]);
  });

  it('is asked for by scenarios that look inside one', async () => {
    const { code, stdout, stderr } = await bench('scale', '--target', 'http://127.0.0.1:1');
    expect(stderr).toContain('must start one itself: leave --target out');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
