import type { Machine } from '../../machine/machine.ts';
import type { Run } from '../run.ts';
import { type Html, html } from './html.ts';
import { table } from './table.ts';

/** A column for each machine and commit that the runs were made with: mostly there is one. */
export function machineSection(runs: readonly Run[]): Html {
  const groups = groupsOf(runs);
  const names = groups.map(({ scenarios }) => scenarios.join(', '));
  const header = groups.length > 1 ? names : ['all of the runs below'];
  const columns = groups.map(({ machine }) => rowsOf(machine));
  const rows = columns[0]?.map(([label], index) => [
    label,
    ...columns.map((column) => column[index]?.[1] ?? ''),
  ]);
  return html`<section>
<h2>Machine and versions</h2>
${table(['', ...header], rows ?? [], 'words')}
</section>`;
}

interface Group {
  readonly machine: Machine;
  readonly scenarios: readonly string[];
}

/** Runs without an ffmpeg say nothing against one that others had. */
function groupsOf(runs: readonly Run[]): readonly Group[] {
  const groups: Group[] = [];
  for (const { machine, scenario } of runs) {
    const index = groups.findIndex((group) => areAlike(group.machine, machine));
    const { machine: known, scenarios } = groups[index] ?? { machine, scenarios: [] };
    const group = { machine: filled(known, machine), scenarios: [...scenarios, scenario] };
    groups.splice(index < 0 ? groups.length : index, 1, group);
  }
  return groups;
}

function areAlike(one: Machine, other: Machine): boolean {
  return JSON.stringify(filled(one, other)) === JSON.stringify(filled(other, one));
}

function filled(one: Machine, other: Machine): Machine {
  const { ffmpeg, postgres } = one;
  return { ...one, ffmpeg: ffmpeg ?? other.ffmpeg, postgres: postgres ?? other.postgres };
}

function rowsOf(machine: Machine): readonly (readonly [label: string, text: string])[] {
  const gibibytes = machine.memoryBytes / 1024 ** 3;
  return [
    ['Processor', `${machine.cpu}, ${machine.cores} cores`],
    ['Memory', `${gibibytes.toFixed(1)} GiB`],
    ['System', machine.system],
    ['Node', machine.node],
    ['ffmpeg', machine.ffmpeg ?? 'none'],
    ['PostgreSQL', machine.postgres ?? 'none'],
    ['Commit', commitOf(machine)],
  ];
}

function commitOf({ commit, isChanged }: Machine): string {
  if (commit === null) return 'not known';
  return isChanged ? `${commit}, with changes` : commit;
}
