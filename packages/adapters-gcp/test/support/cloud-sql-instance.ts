import { once } from 'node:events';
import { connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { postgresUrl } from '@cloudconvert/testing';
import { type Authority, certify, newKeys } from './cloud-sql-certificate.ts';

/** Takes what closes something once it is no longer wanted. */
export type OnEnd = (close: () => void) => void;

/** Of each instance of Cloud SQL, and not to be chosen. */
const port = 3307;

/**
 * What stands before an instance of Cloud SQL: TLS 1.3 to those who bring a certificate of
 * `authority`, and PostgreSQL behind it.
 */
export async function startInstance(name: string, authority: Authority, ca: string, onEnd: OnEnd) {
  const { publicKey, privateKey } = newKeys();
  const connections: TLSSocket[] = [];
  const server = createServer({
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: certify({ name, publicKey }, authority),
    ca,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
  });
  server.on('secureConnection', (socket) => {
    connections.push(socket);
    forward(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onEnd(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  return { connections };
}

function forward(socket: TLSSocket): void {
  const target = new URL(postgresUrl());
  const database = connect(Number(target.port), target.hostname);
  socket.on('error', () => {}).on('close', () => database.destroy());
  database.on('error', () => {}).on('close', () => socket.destroy());
  socket.pipe(database).pipe(socket);
}
