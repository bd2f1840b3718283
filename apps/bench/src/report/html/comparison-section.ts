import { firstVersion, firstVersionLimits, firstVersionNote } from '../first-version.ts';
import type { Comparable } from '../report.ts';
import type { Run } from '../run.ts';
import { type Html, html } from './html.ts';
import { table } from './table.ts';

const columns: readonly (readonly [name: keyof Comparable, label: string])[] = [
  ['users', 'users'],
  ['requestsPerSecond', 'requests/s'],
  ['filesPerMinute', 'files/min'],
  ['tasksAtOnce', 'tasks at once'],
  ['closedLoopBusy', '8 clients, converters working: requests/s'],
  ['closedLoopIdle', '8 clients, no converters: requests/s'],
];

/** The first version's results, and those of this report below them. */
export function comparisonSection(runs: readonly Run[]): Html {
  const reports = runs.flatMap((run) => run.reports);
  const own: Comparable = Object.assign({}, ...reports.map(({ comparable }) => comparable));
  const rows = [...firstVersion, { name: 'this service', figures: own }].map(rowOf);
  return html`<section>
<h2>Compared with the first version</h2>
${table(['', ...columns.map(([, label]) => label)], rows)}
<p class="note">${firstVersionNote}</p>
<details>
<summary>What the machine gave on which it was run anew</summary>
${table(['limit', 'figure'], firstVersionLimits)}
</details>
</section>`;
}

function rowOf({ name, figures }: { name: string; figures: Comparable }): readonly string[] {
  return [name, ...columns.map(([key]) => numberOf(figures[key]))];
}

function numberOf(value: number | undefined): string {
  return value === undefined ? '–' : String(Number(value.toFixed(1)));
}
