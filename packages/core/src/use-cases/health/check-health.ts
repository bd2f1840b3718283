import { DomainError } from '../../errors/domain-error.ts';
import type { DatabaseProbe } from '../../ports/database-probe.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';

/** A part that is `full` does all that needs no new bytes. */
type State = 'OK' | 'full' | 'unavailable';

export interface Health {
  readonly database: State;
  readonly storage: State;
}

interface Dependencies {
  readonly probeDatabase: DatabaseProbe;
  readonly storage: FileStorage;
  readonly logger: Logger;
}

/** A load balancer asks every 10 seconds and should hear within two. */
const timeoutMs = 1500;

export class CheckHealth {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async execute(): Promise<Health> {
    const { probeDatabase, storage } = this.#deps;
    const [databaseState, storageState] = await Promise.all([
      this.#ask('database', probeDatabase),
      this.#ask('storage', (signal) => storage.check(signal)),
    ]);
    return { database: databaseState, storage: storageState };
  }

  async #ask(part: keyof Health, check: (signal: AbortSignal) => Promise<void>): Promise<State> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      await Promise.race([check(signal), rejection(signal)]);
      return 'OK';
    } catch (error) {
      this.#deps.logger.warn({ err: error, part }, 'health check failed');
      return error instanceof DomainError && error.code === 'storage_full' ? 'full' : 'unavailable';
    }
  }
}

/** Bounds the wait also where what is asked doesn't listen to its signal. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
