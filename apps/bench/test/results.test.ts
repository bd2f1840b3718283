import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import type { Run } from '../src/report/run.ts';
import { bench } from './support/bench.ts';
import { FakeService } from './support/fake-service.ts';
import { temporaryFolder } from './support/folder.ts';

/** Three tasks of `name`, and the results of all that in `folder`. */
async function run({ folder = '', name = 'song.wav' } = {}) {
  const sound = join(await temporaryFolder(), name);
  await writeFile(sound, wavFile({ seconds: 1 }));
  const { url, orders } = await FakeService.start();
  const results = folder || (await temporaryFolder());
  const order = ['--file', sound, '--tasks', '3', '--formats', 'ogg', '--results', results];
  const ended = await bench('conversions', '--target', url, ...order);
  return { ...ended, folder: results, url, orders };
}

const pageIn = (folder: string) => readFile(join(folder, 'report.html'), 'utf8');
const jsonIn = async (folder: string): Promise<Run> =>
  JSON.parse(await readFile(join(folder, 'conversions.json'), 'utf8'));

/** What runs, and all but that. */
function partsOf(page: string): readonly [scripts: string, rest: string] {
  const script = /<script>.*?<\/script>/gs;
  return [page.match(script)?.join('') ?? '', page.replace(script, '')];
}

/** What an earlier run of another scenario has left. */
async function addRun(folder: string, changes: Partial<Run>): Promise<void> {
  const run = { ...(await jsonIn(folder)), scenario: 'requests', ...changes };
  await writeFile(join(folder, 'requests.json'), JSON.stringify(run));
}

describe('the results of a run', () => {
  it('are kept as JSON, with what a reader needs to trust them', async () => {
    const { folder, url, stderr } = await run();
    expect(stderr).toBe('');
    expect(await jsonIn(folder)).toMatchObject({
      scenario: 'conversions',
      size: 'full',
      target: `${url}/`,
      machine: {
        cores: expect.any(Number),
        node: process.version,
        ffmpeg: 'not known',
        commit: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
      reports: [{ failure: null, rows: expect.arrayContaining([expect.arrayContaining(['3'])]) }],
    });
  });

  it('are a page that asks nobody for anything', async () => {
    const { folder } = await run();
    const page = await pageIn(folder);
    const [scripts, rest] = partsOf(page);
    expect(rest).toContain('<section id="conversions">');
    expect(rest).not.toMatch(/\b(?:src|srcset|action|data|poster)\s*=|<link|@import|url\(/);
    expect(rest.match(/href="[^"]*"/g)).toEqual(['href="#conversions"']);
    expect(scripts).toContain('uPlot');
    expect(scripts).not.toMatch(/fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(/);
  });

  it('stay on the page when another scenario adds its own', async () => {
    const { folder } = await run();
    await addRun(folder, { summary: 'an earlier run' });
    await run({ folder });
    const page = await pageIn(folder);
    expect(page.match(/<section id="\w+">/g)).toEqual([
      '<section id="conversions">',
      '<section id="requests">',
    ]);
    expect(page).toContain('An earlier run.');
  });

  it('show names as they are, whatever they are', async () => {
    const name = `<img src=x onerror=alert(1)>&"'.wav`;
    const { folder } = await run({ name });
    const page = await pageIn(folder);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;.wav');
    expect(page).not.toContain('<img');
  });

  it('say which goals were reached', async () => {
    const { folder } = await run();
    const ratios = [
      { name: 'ogg by the limit', measured: 0.979, wanted: { atLeast: 0.98 }, unit: null },
      { name: 'idle p50', measured: 25, wanted: { atMost: 25 }, unit: 'ms' },
    ];
    const { reports } = await jsonIn(folder);
    await addRun(folder, { reports: reports.map((report) => ({ ...report, ratios })) });
    await run({ folder });
    const page = await pageIn(folder);
    expect(page).toContain('1 of 2 reached.');
    expect(page).toMatch(/ogg by the limit<\/th><td>0\.979<\/td><td>at least 0\.98<\/td>.*✗ no/);
    expect(page).toMatch(/idle p50<\/th><td>25 ms<\/td><td>at most 25 ms<\/td>.*✓ yes/);
  });
});

describe('a folder for results', () => {
  it('costs nobody the table when the JSON can not be written', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'conversions.json'));
    const { code, stdout, stderr } = await run({ folder });
    expect(stdout).toContain('files/min');
    expect(stderr).toContain('could not be written');
    expect(code).toBe(1);
  });

  it('is refused before the run when something else is kept in it', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'conversions.json'), 'my diary');
    const { code, stderr, orders } = await run({ folder });
    expect(stderr).toContain('conversions.json" is no result of a run');
    expect({ code, orders }).toEqual({ code: 1, orders: [] });
  });
});
