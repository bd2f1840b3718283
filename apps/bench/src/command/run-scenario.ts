import { describeMachine } from '../machine/machine.ts';
import { Sampler } from '../machine/sampler.ts';
import { processCharts } from '../report/process-charts.ts';
import type { Report } from '../report/report.ts';
import type { Run } from '../report/run.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { openService } from '../service/open-service.ts';
import type { OpenedService } from '../service/opened-service.ts';
import type { CommandLine } from './command-line.ts';

interface Hearing {
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** Runs one scenario on a service that is there for as long as that takes. */
export async function runScenario(
  name: string,
  scenario: Scenario,
  line: CommandLine,
  hearing: Hearing,
): Promise<Run> {
  const sampler = new Sampler();
  try {
    const options = { setup: scenario.setup ?? {}, sampler, ...hearing };
    const opened = await openService(line.target, options);
    try {
      const startedAt = new Date();
      const reports = await reportsOf(scenario, opened, line, hearing);
      return {
        scenario: name,
        summary: scenario.summary,
        size: line.size,
        target: line.target?.href ?? null,
        startedAt: startedAt.toISOString(),
        seconds: (Date.now() - startedAt.getTime()) / 1000,
        machine: await describeMachine(opened.versions),
        reports,
        processes: processCharts(sampler.samples),
      };
    } finally {
      await opened.close();
    }
  } finally {
    sampler.stop();
  }
}

async function reportsOf(
  scenario: Scenario,
  { service, failed, checkRuns }: OpenedService,
  { given, size }: CommandLine,
  { stop, say }: Hearing,
): Promise<readonly Report[]> {
  try {
    const either = AbortSignal.any([stop, failed]);
    return await scenario.run(given, { service, size, stop: either, say });
  } finally {
    // Before whatever the scenario says, which would only tell of what follows from it.
    if (!stop.aborted) await checkRuns();
  }
}
