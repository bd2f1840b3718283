import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { FakeBenchmark, type Plan } from './fake-benchmark.ts';

export interface Order {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: File;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const notFound = problem(404, 'There is nothing at this address');
const paths = { start: '/start', result: '/result', data: '/data' };

export function problem(status: number, message: string): Answer {
  return { status, body: JSON.stringify({ status, message }) };
}

/** Speaks the three calls of the benchmark as the contract has them. Ends with the test. */
export class FakeService {
  readonly orders: Order[] = [];
  /** What it says in place of what it should, by the end of the path. */
  readonly answers = new Map<string, Answer>();
  /** Of the newest benchmark; none before the first one. */
  benchmark: FakeBenchmark | undefined;
  readonly #plan: Plan;
  readonly #started = Promise.withResolvers<void>();
  #url = '';

  private constructor(plan: Plan) {
    this.#plan = plan;
  }

  static async start(plan: Plan = {}): Promise<FakeService> {
    const service = new FakeService(plan);
    const server = createServer((req, res) => void service.#answer(req, res));
    onTestFinished(() => void server.close().closeAllConnections());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    service.#url = `http://127.0.0.1:${port}`;
    return service;
  }

  get url(): string {
    return this.#url;
  }

  /** Resolves once somebody has started a benchmark. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = req.url?.replace('/benchmark/conversion', '') ?? '';
    const call = `${req.method} ${path}`;
    // Read in any case, or the client meets a closed connection.
    const order = req.method === 'POST' ? await orderIn(req) : undefined;
    const { status, body } = this.answers.get(path) ?? this.#own(call, order);
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  }

  #own(call: string, order: Order | undefined): Answer {
    if (call === `POST ${paths.start}` && order) return this.#start(order);
    if (call === `GET ${paths.result}`) return ok(this.benchmark?.nextTasks() ?? []);
    if (call === `GET ${paths.data}`) return ok(this.benchmark?.countByMinute() ?? []);
    return notFound;
  }

  #start(order: Order): Answer {
    this.orders.push(order);
    this.#started.resolve();
    this.benchmark = new FakeBenchmark(
      order.file.name,
      Number(order.fields.taskNumber),
      this.#plan,
    );
    return { status: 202, body: JSON.stringify({ message: 'tasks created' }) };
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });

async function orderIn(req: IncomingMessage): Promise<Order> {
  const body = Buffer.concat(await req.toArray());
  const headers = { 'Content-Type': req.headers['content-type'] ?? '' };
  const form = await new Response(body, { headers }).formData();
  const { fileName, ...fields } = Object.fromEntries(form);
  if (!(fileName instanceof File)) throw new Error('fileName is not a file');
  return { fields: fields as Record<string, string>, file: fileName };
}
