export type Settings = Readonly<Record<string, string>>;

/** What suits one service on a laptop, beside PostgreSQL's own defaults. */
export const laptopSettings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '',
  lc_messages: 'C',
};

export function asArguments(settings: Settings): readonly string[] {
  return Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
}
