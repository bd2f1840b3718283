import { ratioHeader, ratioRow } from './ratio.ts';
import type { Report } from './report.ts';

type Row = readonly string[];

/** A report as it is read in a terminal. */
export function textOf({ title, header, rows, note, ratios }: Report): string {
  const goals = ratios.length > 0 ? ['', ...linesOf([ratioHeader, ...ratios.map(ratioRow)])] : [];
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
