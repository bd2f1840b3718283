import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Run } from '../src/report/run.ts';
import { scenarios } from '../src/scenarios/scenarios.ts';
import { startBench } from './support/bench.ts';

const withinMs = 300_000;

/** Runs it on a service of its own, for as short as it can be. */
async function smoke(scenario: string) {
  const { ended, folder } = startBench(scenario, '--size', 'smoke');
  const { code, stdout, stderr } = await ended;
  if (code !== 0) throw new Error(`${scenario} ended with ${code}:\n${stdout}\n${stderr}`);
  const json = await readFile(join(folder, 'bench-results', `${scenario}.json`), 'utf8');
  return { run: JSON.parse(json) as Run, folder, stdout };
}

it.each([...scenarios.keys()])(
  '%s goes well on a service of its own',
  { timeout: withinMs },
  async (scenario) => {
    const { run, folder, stdout } = await smoke(scenario);
    const reports = run.reports;
    expect(reports.length).toBeGreaterThan(0);
    for (const { title, header, rows, failure, charts } of reports) {
      expect(stdout).toContain(`${title}\n`);
      expect(failure).toBeNull();
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(header.length);
      for (const { x, series } of charts) {
        for (const { values } of series) expect(values).toHaveLength(x.values.length);
      }
    }
    // Of seconds nobody can say what they reach.
    expect(stdout).not.toContain('to be reached');
    expect(run.machine.postgres).toMatch(/^\d+/);
    expect(await readdir(join(folder, '.data'))).toEqual([]);
  },
);
