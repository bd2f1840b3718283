import { execFile } from 'node:child_process';
import { parse } from 'node:path';

/** A program with its arguments and, where it must not be the caller, the account that runs it. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

export interface Finished {
  readonly isGood: boolean;
  /** What it wrote to both of its outputs. */
  readonly output: string;
}

/** Nothing is inherited: a caller's PGDATA, locale or working directory must not matter. */
export const surroundings = {
  env: { LC_ALL: 'C', TZ: 'UTC' },
  cwd: parse(process.execPath).root,
  windowsHide: true,
};

/** Runs a program to its end. */
export function run({ file, args, ...account }: Command): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(file, args, { ...surroundings, ...account }, (error, stdout, stderr) => {
      const output = [stdout, stderr, error && 'errno' in error ? error.message : ''].join('');
      resolve({ isGood: error === null, output: output.trim() });
    });
  });
}
