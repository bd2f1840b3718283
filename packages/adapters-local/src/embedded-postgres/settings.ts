const mebibyte = 1024 ** 2;

export type Settings = Readonly<Record<string, string>>;

/** What suits one service on a laptop, beside PostgreSQL's own defaults. */
export const laptopSettings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  // Kept for the next log: two files, the least there can be.
  min_wal_size: '32MB',
  // With `minimal`, a number that is taken in the transaction that makes its sequence is not logged, and the
  // next 32 count as logged with it: a crash gives them out again (nextval in PostgreSQL's sequence.c).
  wal_level: 'replica',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '',
  lc_messages: 'C',
};

/**
 * Half of what is kept free for the database on its disk may become its log. That is at least two files of 16 MB,
 * and no more than it has use for.
 */
export function logSettings(reserveBytes: number): Settings {
  const half = Math.floor(reserveBytes / 2 / mebibyte);
  return { max_wal_size: `${Math.min(Math.max(half, 32), 256)}MB` };
}

export function asArguments(settings: Settings): readonly string[] {
  return Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
}
