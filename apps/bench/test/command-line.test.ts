import { describe, expect, it } from 'vitest';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';

describe('the command line', () => {
  it('tells by --help of every scenario and its options', async () => {
    const { code, stdout, stderr } = await bench('conversions', '--help');
    const [, scenarios = '', options = '', ...others] = stdout.split('\n\n');
    const names = [...scenarios.matchAll(/^ {2}(\w+) +\S/gm)].map(([, name]) => name);
    expect(names.at(0)).toBe('conversions');
    expect(names.at(-1)).toBe('all');
    expect(options.match(/--\w+/g)).toEqual(['--target', '--size', '--results']);
    expect(others[0]).toMatch(/^Options of conversions:\n(?: {2}--\w+ [A-Z]+ +\S.*\n?)+$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('tells the same when nothing is asked for, and ends with 2', async () => {
    const { code, stdout, stderr } = await bench();
    expect(stderr).toBe((await bench('--help')).stdout);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['an unknown scenario', ['nonesuch'], 'There is no scenario "nonesuch"'],
    ['a target that is no address', ['conversions', '--target', 'x'], '--target must be'],
    ['a target by another protocol', ['conversions', '--target', 'ftp://x'], '--target must be'],
    ['an unknown size', ['conversions', '--size', 'big'], '--size must be one of full, smoke'],
    ['an unknown option', ['conversions', '--nonesuch'], "Unknown option '--nonesuch'"],
    ['a second scenario', ['conversions', 'conversions'], "Unexpected argument 'conversions'"],
    ['options of one scenario for all', ['all', '--tasks', '4'], "Unknown option '--tasks'"],
  ])('refuses %s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await bench(...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['no task', ['--tasks', '0'], '--tasks must be'],
    ['too many tasks', ['--tasks', '10001'], '--tasks must be'],
    ['a broken number', ['--tasks', '1e3'], '--tasks must be'],
    ['a file that is not there', ['--file', '/nonesuch.mp3'], `"/nonesuch.mp3" can't be read`],
    ['a folder for a file', ['--file', '/'], `"/" can't be read`],
    ['a place for results that is a file', ['--results', '/etc/passwd'], '--results: nothing can'],
  ])('refuses %s before anything is sent', async (_what, args, sentence) => {
    const { url, orders } = await FakeService.start();
    const { code, stdout, stderr } = await bench('conversions', '--target', url, ...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout, orders }).toEqual({ code: 2, stdout: '', orders: [] });
  });
});
