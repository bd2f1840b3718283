import { setTimeout as pause } from 'node:timers/promises';

/** A server that is to end, whoever started it. */
export interface StoppableServer {
  isRunning(): boolean | Promise<boolean>;
  signal(name: NodeJS.Signals): void;
}

/** https://www.postgresql.org/docs/current/server-shutdown.html: fast, immediate, and none at all. */
const steps: readonly (readonly [signal: NodeJS.Signals, patienceMs: number])[] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];
const askEveryMs = 20;

/** Ends a server by gentler means first; resolves when it is gone, or when nothing helps. */
export async function stopServer(server: StoppableServer): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    if (!(await server.isRunning())) return;
    server.signal(signal);
    await untilGone(server, patienceMs);
  }
}

async function untilGone(server: StoppableServer, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while ((await server.isRunning()) && performance.now() < deadline) await pause(askEveryMs);
}
