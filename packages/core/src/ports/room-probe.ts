/**
 * Resolves while this machine's disk takes new bytes; rejects with `storage_full` while no more is free than
 * what is kept for the database.
 */
export type RoomProbe = () => Promise<void>;
