import { discardFiles } from '../../limits/quiet-disk.ts';
import type { Report } from '../../report/report.ts';
import { readSound } from '../../sound/read-sound.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { conversionsReport } from './conversions-report.ts';
import { type Figures, figuresOf } from './figures.ts';
import { conversionOptions, readAmounts } from './options.ts';
import { orderOf } from './order.ts';
import { runBenchmark } from './run-benchmark.ts';

export const conversions: Scenario = {
  summary: 'how many files the converters convert in a minute',
  options: conversionOptions,
  run,
};

async function run(given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]> {
  const { service, size, stop } = context;
  const amounts = readAmounts(given, size);
  const sound = await readSound(given, context);
  const runs: Figures[] = [];
  for (const amount of amounts) {
    const order = orderOf(sound, amount);
    runs.push(figuresOf(order, await runBenchmark(order, context)));
    if (service.own) await discardFiles(service.own, stop);
  }
  return [conversionsReport(sound, runs)];
}
