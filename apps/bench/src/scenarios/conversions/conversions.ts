import { BenchmarkClient } from '../../client/benchmark-client.ts';
import { RunError } from '../../errors/command-error.ts';
import type { Report } from '../../report/report.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { conversionsReport } from './conversions-report.ts';
import { conversionOptions, readOrder } from './order.ts';
import { anotherBenchmark, isUnderWay, untilAllEnded } from './until-all-ended.ts';

export const conversions: Scenario = {
  summary: 'how many files the converters convert in a minute',
  options: conversionOptions,
  run,
};

async function run(given: GivenOptions, context: ScenarioContext): Promise<Report> {
  const order = await readOrder(given);
  const client = new BenchmarkClient(context.target, context.stop);
  await checkIdle(client);
  await client.start(order);
  const tasks = await untilAllEnded(client, order, context);
  const minutes = await client.countByMinute();
  const report = conversionsReport(order, tasks, minutes);
  // Both answers are of the newest benchmark, whichever that was at the time.
  const counted = minutes.reduce((sum, { count }) => sum + count, 0);
  if (counted !== report.figures.processed) throw anotherBenchmark();
  return report;
}

/** Tasks that wait already are converted first, and the figures would be those of both. */
async function checkIdle(client: BenchmarkClient): Promise<void> {
  const left = (await client.tasks()).filter(isUnderWay).length;
  if (left === 0) return;
  throw new RunError(
    `${left} tasks of an earlier benchmark have not ended there yet: try again when they have.`,
  );
}
