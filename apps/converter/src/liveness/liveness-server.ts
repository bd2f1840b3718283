import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '@cloudconvert/runtime';
import { answer } from './answer.ts';

export interface LivenessAddress {
  readonly host: string;
  readonly port: number;
}

export interface LivenessServer {
  readonly port: number;
  close(): void;
}

/**
 * Answers `GET /livez` while the event loop turns, whatever the database does: what restarts dead
 * machines asks this.
 * @throws StartupError when the address can't be listened on
 */
export async function serveLiveness({ host, port }: LivenessAddress): Promise<LivenessServer> {
  const server = createServer(answer);
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = 'Set LIVENESS_PORT to a port that is free, or leave it out';
    throw new StartupError(`Can't answer /livez: ${reason}. ${advice}.`, { cause });
  }
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
