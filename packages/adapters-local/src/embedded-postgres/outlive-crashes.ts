import { setTimeout as pause } from 'node:timers/promises';

/** A server that is started again whenever it ends by itself. */
export interface RestartedServer {
  /** How many runs it has had, with the one that goes on. */
  readonly launches: number;
  /** How many of its runs have ended. */
  readonly endings: number;
}

/** A client may hear of a crash before we do. */
const noticedWithinMs = 250;
/** Ten seconds, which a recovery of what a start writes needs by far less of. */
const tries = 40;

/** Runs `work`, and again from its beginning as long as it fails because the server ended under it. */
export async function outliveCrashes<T>(
  server: RestartedServer,
  work: () => Promise<T>,
): Promise<T> {
  const run = server.launches;
  for (let left = tries; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      await pause(noticedWithinMs);
      if (left === 0 || server.endings < run) throw error;
    }
  }
}
