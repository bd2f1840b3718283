import type { Options } from '../scenarios/scenario.ts';
import { scenarios } from '../scenarios/scenarios.ts';

export const commonOptions = {
  target: { value: 'URL', help: 'the service to measure, such as http://127.0.0.1:8000' },
  json: { value: 'FILE', help: 'where the figures are written as JSON, too' },
} satisfies Options;

type Line = readonly [left: string, right: string];

export function usage(): string {
  const all = [...scenarios];
  const blocks = [
    block(
      'Scenarios:',
      all.map(([name, { summary }]) => [name, summary]),
    ),
    block('Options:', linesOf(commonOptions)),
    ...all.map(([name, { options }]) => block(`Options of ${name}:`, linesOf(options))),
  ];
  return `Usage: npm run bench -- <scenario> --target URL [options]\n\n${blocks.join('\n')}`;
}

function linesOf(options: Options): Line[] {
  return Object.entries(options).map(([name, { value, help }]) => [`--${name} ${value}`, help]);
}

function block(title: string, lines: readonly Line[]): string {
  const width = 16;
  return [title, ...lines.map(([left, right]) => `  ${left.padEnd(width)}${right}`), ''].join('\n');
}
