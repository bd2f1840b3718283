import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '@cloudconvert/runtime';

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Answers the URL at which the server listens.
 * @throws StartupError that says what to do
 */
export async function listen(server: Server, { host, port }: Address): Promise<string> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (cause) {
    throw explain(cause, { host, port });
  }
  const bound = server.address() as AddressInfo;
  return `http://${nameOf(bound.address)}:${bound.port}`;
}

function nameOf(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}

const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it already. Stop that program, or set PORT to another number',
  EACCES: 'this user may not use it. Set PORT to a number above 1023',
  EADDRNOTAVAIL: 'this machine has no such address. Set HOST to one that it has, such as 127.0.0.1',
};

function explain(cause: unknown, { host, port }: Address): StartupError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = advice[code] ?? `${code || cause}`;
  return new StartupError(`Can't listen on ${host}, port ${port}: ${reason}.`, { cause });
}
