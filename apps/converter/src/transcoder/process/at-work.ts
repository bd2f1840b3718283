/** How something ended. */
export interface Ending {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Is told what a process says, in pieces of any length. */
export interface Listener {
  readonly onOutput: (text: string) => void;
  readonly onErrors: (text: string) => void;
}

/** One run of a tool. */
export interface AtWork {
  /**
   * Passes on what it says until it has ended, whichever way; called once, right after its start.
   * @throws Error when it could not be started
   */
  ended(listener: Listener): Promise<Ending>;
  /** Sends a signal to the tool and to all that it may have started. */
  kill(signal: NodeJS.Signals): void;
}
