import type { Chart, Ratio, Report } from '../../report/report.ts';
import { median } from './median.ts';
import type { Outcome, Round } from './run-contest.ts';

const note =
  'Files per minute, the median of the rounds; a ratio is the median of those of each round. ' +
  '"synced" is xargs when each result is put on the disk before the next one is begun, as the service does.';

export function limitsReport(outcomes: readonly Outcome[]): Report {
  return {
    title: 'Conversions by the service and by xargs with the same ffmpeg',
    header: ['to', 'files', 'rounds', 'service', 'xargs', 'ratio', 'wanted', 'synced', 'ratio'],
    rows: outcomes.map(rowOf),
    note,
    failure: null,
    charts: [chartOf(outcomes)],
    ratios: outcomes.map(ratioOf),
    figures: { outcomes },
  };
}

function rowOf({ contest, rounds }: Outcome): readonly string[] {
  const { name, tasks, wanted, isLarge } = contest;
  const synced = isLarge ? middleOf(rounds, ({ synced }) => synced ?? 0).toFixed(1) : '–';
  return [
    name,
    String(tasks),
    String(rounds.length),
    middleOf(rounds, ({ service }) => service).toFixed(1),
    middleOf(rounds, ({ xargs }) => xargs).toFixed(1),
    middleOf(rounds, ratioToXargs).toFixed(3),
    `≥ ${wanted}`,
    synced,
    isLarge ? middleOf(rounds, ratioToSynced).toFixed(3) : '–',
  ];
}

const ratioToXargs = ({ service, xargs }: Round) => service / xargs;
const ratioToSynced = ({ service, synced }: Round) => service / (synced ?? 0);

function middleOf(rounds: readonly Round[], figure: (round: Round) => number): number {
  return median(rounds.map(figure));
}

function ratioOf({ contest, rounds }: Outcome): Ratio {
  return {
    name: `${contest.name}: files per minute, by those of xargs ffmpeg`,
    measured: middleOf(rounds, ratioToXargs),
    wanted: { atLeast: contest.wanted },
    unit: null,
  };
}

function chartOf(outcomes: readonly Outcome[]): Chart {
  const most = Math.max(...outcomes.map(({ rounds }) => rounds.length));
  const values = Array.from({ length: most }, (_, index) => index + 1);
  const series = outcomes.map(({ contest, rounds }) => ({
    name: contest.name,
    values: values.map((_, index) => {
      const round = rounds[index];
      return round ? ratioToXargs(round) : null;
    }),
  }));
  const title = 'The service by xargs, round by round';
  return { title, x: { label: 'round', values }, y: 'ratio', series };
}
