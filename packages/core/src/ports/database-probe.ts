/** Resolves when the database answers; rejects with `database_unavailable` otherwise. */
export type DatabaseProbe = (signal?: AbortSignal) => Promise<void>;
