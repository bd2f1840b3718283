import type { Options } from '../scenarios/scenario.ts';
import { scenarios } from '../scenarios/scenarios.ts';

/** The name that stands for every scenario. */
export const all = 'all';

export const commonOptions = {
  target: { value: 'URL', help: 'the service to measure; else one is started for the run' },
  size: { value: 'NAME', help: 'full, or smoke: seconds long, to see that it works; else full' },
  results: { value: 'FOLDER', help: 'for <scenario>.json and report.html; else bench-results' },
} satisfies Options;

type Line = readonly [left: string, right: string];

export function usage(): string {
  const each = [...scenarios];
  const summaries = each.map(([name, { summary }]): Line => [name, summary]);
  const blocks = [
    block('Scenarios:', [...summaries, [all, 'each of them, one after the other']]),
    block('Options:', linesOf(commonOptions)),
    ...each
      .filter(([, { options }]) => Object.keys(options).length > 0)
      .map(([name, { options }]) => block(`Options of ${name}:`, linesOf(options))),
  ];
  return `Usage: npm run bench -- <scenario> [options]\n\n${blocks.join('\n')}`;
}

function linesOf(options: Options): Line[] {
  return Object.entries(options).map(([name, { value, help }]) => [`--${name} ${value}`, help]);
}

function block(title: string, lines: readonly Line[]): string {
  const width = 18;
  return [title, ...lines.map(([left, right]) => `  ${left.padEnd(width)}${right}`), ''].join('\n');
}
