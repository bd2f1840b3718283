import type { Report } from '../../report/report.ts';
import { median } from '../limits/median.ts';
import type { InsertRound } from './compare-inserts.ts';
import { clients } from './rounds.ts';

const note =
  'The median of the rounds. A row has the size of a job and is committed before the next one; ' +
  'POST /api/uploads is a request in JSON that checks a token, counts and inserts.';

export function insertsReport(rounds: readonly InsertRound[]): Report {
  const database = median(rounds.map((round) => round.database));
  const api = median(rounds.map((round) => round.api));
  const ratio = median(rounds.map((round) => round.api / round.database));
  return {
    title: `Inserts by ${clients} clients that never pause`,
    header: ['of', 'per second', 'by PostgreSQL alone'],
    rows: [
      ['rows into PostgreSQL', database.toFixed(0), '1'],
      ['POST /api/uploads', api.toFixed(0), ratio.toFixed(3)],
    ],
    note,
    failure: null,
    charts: [],
    ratios: [],
    figures: { rounds },
  };
}
