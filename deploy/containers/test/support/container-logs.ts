import type { Readable } from 'node:stream';

const linesKept = 40;

/** The last lines of each container, for the report of a test that failed. */
export class ContainerLogs {
  readonly #lines = new Map<string, string[]>();

  of(name: string): (stream: Readable) => void {
    const lines: string[] = [];
    this.#lines.set(name, lines);
    return (stream) => {
      stream.on('data', (line) => {
        lines.push(String(line).trimEnd());
        lines.splice(0, lines.length - linesKept);
      });
    };
  }

  toString(): string {
    return [...this.#lines].map(([name, lines]) => `── ${name}\n${lines.join('\n')}`).join('\n');
  }
}
