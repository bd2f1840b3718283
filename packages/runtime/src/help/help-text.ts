import { describeVariables, type Variable, type VariableSection } from './describe-variables.ts';

/** What a program says of itself. */
export interface Help {
  /** What a person types to start it. */
  readonly command: string;
  readonly summary: string;
  readonly sections: readonly VariableSection[];
}

const lineLength = 80;
const indent = ' '.repeat(6);

/** All that can be set, for a terminal. */
export function helpText({ command, summary, sections }: Help): string {
  const usage = `Usage: ${command}\n\n${summary}\nIt is set up by environment variables.\n`;
  return [usage, ...sections.map(sectionText)].join('\n');
}

function sectionText({ title, schema }: VariableSection): string {
  return `${title}\n\n${describeVariables(schema).map(variableText).join('')}`;
}

function variableText({ name, defaultValue, isRequired, description }: Variable): string {
  const value = defaultValue === undefined ? '' : `=${defaultValue}`;
  const head = `  ${name}${value}${isRequired ? ' (required)' : ''}`;
  return `${[head, ...wrapped(description.replaceAll('`', ''))].join('\n')}\n`;
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = indent.slice(1);
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = indent.slice(1);
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
