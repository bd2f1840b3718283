import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { generatedContent } from './content.ts';
import { type Fault, FaultList, type Misbehaviour, type Operation } from './fault.ts';
import { sendMedia } from './media-reply.ts';
import { ObjectReplies } from './object-replies.ts';
import { ObjectTable, type ScriptedObject } from './object-table.ts';
import { type Reply, refusal, sendReply } from './reply.ts';
import { type Route, routeOf } from './route.ts';
import { UploadReplies } from './upload-replies.ts';
import type { UploadSession } from './upload-session.ts';

export interface ScriptedGcsOptions {
  readonly buckets: readonly string[];
  /** Whether uploaded bytes can be read again; otherwise they are only counted and summed up. */
  readonly keepsBytes?: boolean;
  readonly objectsPerPage?: number;
  readonly bytesPerRewrite?: number;
}

export interface RecordedRequest {
  readonly operation: Operation;
  readonly headers: IncomingMessage['headers'];
  readonly query: URLSearchParams;
  /** Whether the connection was closed before the answer was given. */
  hasHungUp: boolean;
  /** Whether no further request can come by the same connection. */
  isConnectionClosed: boolean;
}

/**
 * Starts a server on loopback that speaks as much of Cloud Storage's JSON API as a storage of files
 * needs, the way the documentation says, until it is told to misbehave.
 */
export async function startScriptedGcs(options: ScriptedGcsOptions): Promise<ScriptedGcs> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new ScriptedGcs(server, options);
}

export class ScriptedGcs {
  readonly url: string;
  readonly requests: RecordedRequest[] = [];
  readonly buckets: Set<string>;
  /** How many bytes of files were given to connections. */
  servedBytes = 0;
  readonly #server: Server;
  readonly #objects = new ObjectTable();
  readonly #faults = new FaultList();
  readonly #uploads: UploadReplies;
  readonly #replies: ObjectReplies;
  readonly #sockets = new Set<Socket>();

  constructor(server: Server, options: ScriptedGcsOptions) {
    const { buckets, keepsBytes = true } = options;
    const { objectsPerPage: list = 1000, bytesPerRewrite = Number.POSITIVE_INFINITY } = options;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.buckets = new Set(buckets);
    this.#uploads = new UploadReplies(this.#objects, keepsBytes);
    const sizes = { list, rewrite: bytesPerRewrite };
    this.#replies = new ObjectReplies(this.#objects, this.buckets, sizes);
    server.on('request', (req, res) => this.#serve(req, res));
    server.on('connection', (socket) => this.#watch(socket));
  }

  get sessions(): readonly UploadSession[] {
    return [...this.#uploads.sessions.values()];
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  object(bucket: string, name: string): ScriptedObject | undefined {
    return this.#objects.get(bucket, name);
  }

  /** Puts an object of this size, made up as it is read, and without taking room. */
  addGenerated(bucket: string, name: string, size: number): void {
    this.#objects.put(bucket, name, generatedContent(size));
  }

  misbehave(fault: Fault): void {
    this.#faults.add(fault);
  }

  behave(): void {
    this.#faults.clear();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    // Each of its requests waits for its end.
    socket.setMaxListeners(0);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
  }

  #serve(req: IncomingMessage, res: ServerResponse): void {
    const route = routeOf(req);
    if (!route)
      return void sendReply(res, refusal(501, `${req.method} ${req.url} is unknown here`));
    const does = this.#faults.take(route.operation);
    this.#record(route, req, res);
    // A client that hangs up, or is made to, is no failure of the server.
    this.#respond(route, req, res, does).catch(() => res.destroy());
  }

  #record({ operation, query }: Route, req: IncomingMessage, res: ServerResponse): void {
    const { headers, socket } = req;
    const record = { operation, query, headers, hasHungUp: false, isConnectionClosed: false };
    this.requests.push(record);
    res.on('close', () => {
      record.hasHungUp = !res.writableFinished;
    });
    socket.once('close', () => {
      record.isConnectionClosed = true;
    });
  }

  async #respond(
    route: Route,
    req: IncomingMessage,
    res: ServerResponse,
    does?: Misbehaviour,
  ): Promise<void> {
    if (does?.kind === 'answer') return answer(req, res, does);
    if (does?.kind === 'hang') return void req.resume();
    if (route.operation === 'media' && does?.kind !== 'lose answer') {
      return this.#sendMedia(route, req, res, does);
    }
    const reply = await this.#reply(route, req, does);
    if (does?.kind === 'lose answer') res.destroy();
    else sendReply(res, reply);
  }

  #sendMedia(
    { bucket, name, query }: Route,
    req: IncomingMessage,
    res: ServerResponse,
    does?: Misbehaviour,
  ): Promise<void> {
    const sent = (bytes: number) => {
      this.servedBytes += bytes;
    };
    const object = this.#objects.get(bucket, name);
    return sendMedia(req, res, { object, generation: query.get('generation'), sent }, does);
  }

  async #reply(route: Route, req: IncomingMessage, does?: Misbehaviour): Promise<Reply> {
    if (route.operation === 'send' || route.operation === 'ask') {
      return this.#uploads.put(route, req, does);
    }
    const body = await textOf(req);
    if (does?.kind === 'stall') return new Promise(() => {});
    if (does?.kind === 'cut') req.socket.destroy();
    return this.#replyTo(route, req, body);
  }

  #replyTo(route: Route, req: IncomingMessage, body: string): Reply {
    const replies = this.#replies;
    switch (route.operation) {
      case 'list':
        return replies.list(route);
      case 'metadata':
        return replies.metadata(route);
      case 'delete':
        return replies.delete(route);
      case 'rewrite':
        return replies.rewrite(route);
      case 'start':
        return this.#uploads.start(route, req);
      case 'cancel':
        return this.#uploads.cancel(route);
      default:
        return replies.createBucket(JSON.parse(body).name);
    }
  }
}

type Answer = Extract<Misbehaviour, { readonly kind: 'answer' }>;

async function answer(req: IncomingMessage, res: ServerResponse, does: Answer): Promise<void> {
  if (!does.early) for await (const _ of req);
  const { retryAfterSeconds: seconds, status } = does;
  const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  sendReply(res, { ...refusal(status, 'as the test wants it'), headers });
}

async function textOf(req: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of req) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
