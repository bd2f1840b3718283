import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to `target` that can turn into one that swallows everything and breaks nothing. */
export async function startProxy(target: URL) {
  const sockets: Socket[] = [];
  let isSwallowing = false;
  const forward = (from: Socket, to: Socket) => {
    sockets.push(from);
    from.on('error', () => {});
    from.on('data', (bytes) => isSwallowing || to.write(bytes));
    from.on('close', () => isSwallowing || to.destroy());
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    forward(client, upstream);
    forward(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const swallow = () => {
    isSwallowing = true;
  };
  return { url: url.href, swallow };
}
