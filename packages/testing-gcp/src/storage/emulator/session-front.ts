import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a session that was begun by a signed URL takes. */
export interface SessionLimits {
  readonly shortest: number;
  readonly longest: number;
}

interface Session {
  readonly limits: SessionLimits | undefined;
  readonly pieces: Uint8Array[];
  length: number;
  isCancelled: boolean;
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * Gathers the parts of an upload, since the emulator takes it in one request, and refuses what a
 * session was not begun for.
 */
export class SessionFront {
  readonly #sessions = new Map<string, Session>();
  readonly #next: Handler;

  constructor(next: Handler) {
    this.#next = next;
  }

  limit(id: string, limits: SessionLimits): void {
    this.#sessions.set(id, { ...newSession, limits, pieces: [] });
  }

  async handle(id: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const session = this.#sessions.get(id) ?? { ...newSession, pieces: [] };
    this.#sessions.set(id, session);
    if (req.method === 'DELETE') session.isCancelled = true;
    if (session.isCancelled) return void res.writeHead(499).end();
    for (const piece of await piecesOf(req)) {
      session.pieces.push(piece);
      session.length += piece.length;
    }
    if (/\/\*$/.test(req.headers['content-range'] ?? '')) return void sendState(session, res);
    this.#finish(session, req, res);
  }

  #finish(session: Session, req: IncomingMessage, res: ServerResponse): void {
    const body = Buffer.concat(session.pieces.splice(0));
    session.length = 0;
    const flaw = flawIn(body, session.limits, req.headers['x-goog-hash']?.toString());
    if (flaw !== undefined) return void res.writeHead(400).end(flaw);
    // The emulator takes a body that was read already, as body parsers leave it.
    this.#next(Object.assign(req, { body, _body: true }), res);
  }
}

const newSession = { limits: undefined, length: 0, isCancelled: false };

function sendState({ length }: Session, res: ServerResponse): void {
  res.writeHead(308, length === 0 ? {} : { range: `bytes=0-${length - 1}` }).end();
}

function flawIn(body: Buffer, limits: SessionLimits | undefined, hash = ''): string | undefined {
  const { shortest, longest } = limits ?? { shortest: 0, longest: Number.POSITIVE_INFINITY };
  if (body.length < shortest || body.length > longest) return 'not the announced length';
  const md5 = /md5=([^,]+)/.exec(hash)?.[1];
  const actual = createHash('md5').update(body).digest('base64');
  return md5 === undefined || md5 === actual ? undefined : 'not the announced MD5';
}

/** All or nothing of a body; left in pieces, since files are large. */
async function piecesOf(req: IncomingMessage): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of req) pieces.push(piece);
  return pieces;
}
