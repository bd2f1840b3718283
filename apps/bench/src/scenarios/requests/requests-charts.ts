import type { Chart } from '../../report/report.ts';
import { errorShare, type Step } from './steps.ts';

/** While users came: over their number. */
export function chartsOf(way: string, all: readonly Step[]): readonly Chart[] {
  const steps = all.filter(({ isHeld }) => !isHeld);
  const x = { label: 'users', values: steps.map(({ users }) => users) };
  const series = (name: string, figure: (step: Step) => number) => ({
    name,
    values: steps.map(figure),
  });
  return [
    {
      title: `Uploads ${way}: until the answer`,
      x,
      y: 'ms',
      series: [
        series('mean', ({ ms }) => ms.mean),
        series('p95', ({ ms }) => ms.p95),
        series('p99', ({ ms }) => ms.p99),
      ],
    },
    {
      title: `Uploads ${way}: answered well`,
      x,
      y: 'requests per second',
      series: [series('requests per second', ({ requestsPerSecond }) => requestsPerSecond)],
    },
    {
      title: `Uploads ${way}: errors`,
      x,
      y: '%',
      series: [series('errors', (step) => 100 * errorShare(step))],
    },
  ];
}
