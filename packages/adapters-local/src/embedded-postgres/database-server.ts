import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@cloudconvert/core';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { freePort } from './free-port.ts';
import { stopLeftoverServer } from './leftover-server.ts';
import type { RestartedServer } from './outlive-crashes.ts';
import { ServerProcess } from './server-process.ts';
import { asArguments, type Settings } from './settings.ts';

/** What passes by itself: somebody took the port meanwhile; backends of a killed server still end. */
const passing = /could not bind|pre-existing shared memory block/;
const tries = 40;
const firstPauseMs = 250;
const longestPauseMs = 10_000;

/** The server of a cluster, started again on the same port whenever it ends by itself. */
export class DatabaseServer implements RestartedServer {
  readonly #cluster: Cluster;
  readonly #settings: Settings;
  readonly #logger: Logger;
  #port = 0;
  #process: ServerProcess | undefined;
  #launches = 0;
  #isStopping = false;

  constructor(cluster: Cluster, settings: Settings, logger: Logger) {
    this.#cluster = cluster;
    this.#settings = settings;
    this.#logger = logger;
  }

  /** Resolves to the port on which the server takes connections. */
  async start(): Promise<number> {
    await stopLeftoverServer(this.#cluster.directory, this.#logger);
    let output = '';
    for (let left = tries; left > 0; left -= 1) {
      this.#port = await freePort();
      const server = this.#launch();
      if (await server.ready) return this.#watch(server);
      output = server.output;
      if (!server.wasKilled && !passing.test(output)) break;
      await pause(firstPauseMs);
    }
    const { directory } = this.#cluster;
    throw new EmbeddedPostgresError(`The database in ${directory} did not start`, output);
  }

  get launches(): number {
    return this.#launches;
  }

  get endings(): number {
    return this.#launches - (this.#process?.isRunning ? 1 : 0);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#process?.stop();
  }

  #launch(): ServerProcess {
    const { launcher, postgres, directory } = this.#cluster;
    const args = ['-D', directory, `--port=${this.#port}`, ...asArguments(this.#settings)];
    this.#process = new ServerProcess(launcher(postgres, args), this.#logger);
    this.#launches += 1;
    return this.#process;
  }

  #watch(server: ServerProcess): number {
    this.#keepRunning(server).catch((error) =>
      this.#logger.error({ err: error }, 'the database server can not be started again'),
    );
    return this.#port;
  }

  async #keepRunning(first: ServerProcess): Promise<void> {
    let server = first;
    let pauseMs = firstPauseMs;
    for (;;) {
      await server.ended;
      if (this.#isStopping) return;
      this.#logger.error({ output: server.output }, 'the database server ended; starting it again');
      await pause(pauseMs, undefined, { ref: false });
      await stopLeftoverServer(this.#cluster.directory, this.#logger);
      if (this.#isStopping) return;
      server = this.#launch();
      pauseMs = (await server.ready) ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
    }
  }
}
