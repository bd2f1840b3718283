import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server, and can behave as a broken network does. */
export class TcpProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: 'open' | 'frozen' | 'refusing' = 'open';

  constructor(targetUrl: string) {
    this.#target = new URL(targetUrl);
    this.#server = createServer((socket) => this.#connect(socket));
  }

  /** Answers the target's URL by way of this proxy. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String(typeof address === 'object' && address ? address.port : 0);
    return url.href;
  }

  /** From now on connections stay open and nothing passes; new ones are accepted just so. */
  freeze(): void {
    this.#state = 'frozen';
    for (const socket of this.#sockets) socket.pause().unpipe();
  }

  /** Ends all connections and, from now on, new ones at once. */
  refuse(): void {
    this.#state = 'refusing';
    this.cut();
  }

  /** New connections work again; those that were frozen stay so, as after a change of route. */
  restore(): void {
    this.#state = 'open';
  }

  /** Ends all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #connect(client: Socket): void {
    const { hostname, port } = this.#target;
    this.#keep(client);
    if (this.#state === 'refusing') client.destroy();
    if (this.#state !== 'open') return;
    const server = connect(Number(port), hostname);
    this.#keep(server);
    client.pipe(server).pipe(client);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
