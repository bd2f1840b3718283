import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Program } from './support/program.ts';

/** What `npm` prints and how it ends, on an environment in which nothing could start. */
async function npm(...args: readonly string[]) {
  const program = new Program(['npm', '--silent', ...args], { PORT: 'none', LOG_LEVEL: 'none' });
  onTestFinished(async () => void (await program.stop('SIGKILL')));
  return program.ended();
}

/** The variables in the tables of the documentation under these names. */
async function documented(...tables: readonly string[]): Promise<readonly string[]> {
  const text = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  return tables.flatMap((name) => {
    const [, table = ''] = new RegExp(`generated: ${name} -->(.*?)<!-- end`, 's').exec(text) ?? [];
    return [...table.matchAll(/^\| `(\w+)`/gm)].flatMap(([, variable = '']) => variable);
  });
}

const everywhere = ['choice', 'common', 'gcs', 'smtp', 'sendgrid'] as const;
const apart = [...everywhere, 'database', 'cloudsql'] as const;

describe('the command line', { timeout: 60_000 }, () => {
  it.each([
    [
      ['start', '--', '--help'],
      [...everywhere, 'api'],
    ],
    [
      ['run', 'start:api', '--', '--help'],
      [...apart, 'api'],
    ],
    [
      ['run', 'start:converter', '--', '-h'],
      [...apart, 'converter'],
    ],
  ])('npm %j prints all that can be set', async (args, tables) => {
    const { code, output } = await npm(...args);
    const shown = [...output.matchAll(/^ {2}([A-Z_0-9]+)/gm)].map(([, name]) => name);
    expect(shown).toEqual(expect.arrayContaining([...(await documented(...tables))]));
    expect(output).toMatch(/^ {2}PORT=8000\n {6}TCP port/m);
    expect(code).toBe(0);
  });

  it.each([
    ['--port=9000', ['start']],
    ['extra', ['run', 'start:api']],
    ['-x', ['run', 'start:converter']],
  ])('refuses %s in one sentence', async (argument, command) => {
    const { code, output } = await npm(...command, '--', argument);
    expect(output).toBe(
      `There is no argument "${argument}": "npm ${command.join(' ')} -- --help" prints what can be set.\n`,
    );
    expect(code).toBe(2);
  });
});
