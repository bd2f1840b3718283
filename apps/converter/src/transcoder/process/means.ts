import type { Logger } from '@cloudconvert/core';
import { rootDirectory, type Surroundings } from './child.ts';
import { type Bound, bounds, commandOf, type Isolation, isolation } from './confinement.ts';
import { runCommand } from './run-command.ts';
import { shellPath } from './tool-shell.ts';

type Environment = Surroundings['env'];

/** What this system can do to confine a process. */
export interface Means {
  readonly env: Environment;
  readonly isolation: readonly Isolation[];
  readonly bounds: readonly Bound[];
  readonly hasShell: boolean;
}

/** A static build crashes when it loads the character sets of this system's C library. */
const noDirectory = '/nonexistent';
const trialLimits = { wallSeconds: 10, maxFileBytes: 0 };

/** Tries each restraint once, and logs those that don't work. */
export async function detectMeans(searchPath: string, logger: Logger): Promise<Means> {
  const env = { PATH: searchPath, LANG: 'C', GCONV_PATH: noDirectory };
  const isolating = await workingIsolation(env);
  const bounding = await workingBounds(env);
  warnOfMissing(new Set<Isolation | Bound>([...isolating, ...bounding]), logger);
  const hasShell = await canRun([shellPath, '-c', ':'], env);
  return { env, isolation: isolating, bounds: bounding, hasShell };
}

/** Each is tried together with those before it, which may leave it no right to do its part. */
async function workingIsolation(env: Environment): Promise<readonly Isolation[]> {
  const working: Isolation[] = [];
  for (const restraint of isolation) {
    if (await canRun([...commandOf([...working, restraint]), 'true'], env)) working.push(restraint);
  }
  return working;
}

async function workingBounds(env: Environment): Promise<readonly Bound[]> {
  const working: Bound[] = [];
  for (const bound of bounds) {
    if (await canRun([shellPath, '-c', bound.statement(trialLimits)], env)) working.push(bound);
  }
  return working;
}

function canRun(command: readonly string[], env: Environment): Promise<boolean> {
  const { signal } = new AbortController();
  const { wallSeconds } = trialLimits;
  const request = { command, env, wallSeconds, signal, cwd: rootDirectory, onOutput: () => {} };
  return runCommand(request).then(
    ({ code }) => code === 0,
    () => false,
  );
}

function warnOfMissing(working: ReadonlySet<Isolation | Bound>, logger: Logger): void {
  const missing = [...isolation, ...bounds].filter((restraint) => !working.has(restraint));
  if (missing.length === 0) return;
  const withoutThem = missing.map(({ name, purpose }) => `${name} (${purpose})`);
  logger.warn({ missing: withoutThem }, 'this system lacks some of what confines ffmpeg');
}
