import { ratioHeader, ratioRow } from './ratio.ts';
import type { Report } from './report.ts';
import type { Run } from './run.ts';

type Row = readonly string[];

/** The reports of a run as they are read in a terminal; of a smoke run without its goals. */
export function textOf({ reports, size }: Run): string {
  const isMeasured = size === 'full';
  const texts = reports.map((report) => textOfReport(report, isMeasured));
  return [...texts, ...(isMeasured ? [] : ['A smoke run: its figures mean nothing.\n'])].join('\n');
}

function textOfReport({ title, header, rows, note, ratios }: Report, isMeasured: boolean): string {
  const hasGoals = isMeasured && ratios.length > 0;
  const goals = hasGoals ? ['', ...linesOf([ratioHeader, ...ratios.map(ratioRow)])] : [];
  const end = note === null ? [] : ['', note];
  return [title, '', ...linesOf([header, ...rows]), ...goals, ...end, ''].join('\n');
}

/** Figures stand to the right, so that their digits are below each other. */
function linesOf(rows: readonly Row[]): readonly string[] {
  const columns = rows[0]?.map((_, column) => column) ?? [];
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd());
}
