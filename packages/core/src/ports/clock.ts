/** The time now. */
export type Clock = () => Date;

/** Resolves after `milliseconds`, or rejects with the signal's reason as soon as it aborts. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;
