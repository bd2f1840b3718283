import type { Report } from './report.ts';

/** A report as it is read in a terminal. */
export function tableOf({ title, rows, note }: Report): string {
  const labels = Math.max(...rows.map(([label]) => label.length));
  const figures = Math.max(...rows.map(([, figure]) => figure.length));
  const lines = rows.map(
    ([label, figure]) => `${label.padEnd(labels)}  ${figure.padStart(figures)}`,
  );
  const end = note === null ? [] : ['', note];
  return [title, '', ...lines, ...end, ''].join('\n');
}
