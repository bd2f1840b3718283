import { ask } from '../ask.ts';

/** Without what Debian adds to it. */
export function serverVersion(url: string): Promise<unknown> {
  return ask(url, "SELECT split_part(current_setting('server_version'), ' ', 1)");
}
