import { describe, expect, it } from 'vitest';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

describe('the command line', () => {
  it('tells by --help of every scenario and its options', async () => {
    const { code, stdout, stderr } = await bench('conversions', '--help');
    expect(stdout).toMatch(/^Usage: .+\n\nScenarios:\n {2}conversions +\S/);
    expect([...stdout.matchAll(/^ {2}--(\w+)/gm)].map(([, name]) => name)).toEqual([
      'target',
      'json',
      'file',
      'tasks',
      'format',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('tells the same when nothing is asked for, and ends with 2', async () => {
    const { code, stdout, stderr } = await bench();
    expect(stderr).toBe((await bench('--help')).stdout);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['an unknown scenario', ['nonesuch'], 'There is no scenario "nonesuch"'],
    ['no target', ['conversions'], '--target is missing'],
    ['a target that is no address', ['conversions', '--target', 'x'], '--target must be'],
    ['a target by another protocol', ['conversions', '--target', 'ftp://x'], '--target must be'],
    ['an unknown option', ['conversions', '--nonesuch'], "Unknown option '--nonesuch'"],
    ['a second scenario', ['conversions', 'conversions'], "Unexpected argument 'conversions'"],
  ])('refuses %s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await bench(...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['no task', ['--tasks', '0'], '--tasks must be a whole number from 1 to 10000; got "0"'],
    ['too many tasks', ['--tasks', '10001'], '--tasks must be'],
    ['a broken number', ['--tasks', '1e3'], '--tasks must be'],
    ['a file that is not there', ['--file', '/nonesuch.mp3'], `"/nonesuch.mp3" can't be read`],
    ['a folder for a file', ['--file', '/'], `"/" can't be read`],
    ['a place for JSON that is not there', ['--json', '/nonesuch/a.json'], '--json: nothing can'],
  ])('refuses %s before anything is sent', async (_what, args, sentence) => {
    const { url, orders } = await FakeService.start();
    const { code, stdout, stderr } = await bench('conversions', '--target', url, ...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout, orders }).toEqual({ code: 2, stdout: '', orders: [] });
  });

  it('shows the table also when the JSON can not be written', async () => {
    const folder = await temporaryFolder();
    const { url } = await FakeService.start();
    const { code, stdout, stderr } = await bench('conversions', '--target', url, '--json', folder);
    expect(stdout).toContain('files per minute');
    expect(stderr).toContain('could not be written');
    expect(code).toBe(1);
  });
});
