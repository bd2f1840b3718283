import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Misbehaviour } from './fault.ts';
import { type ObjectTable, resourceOf } from './object-table.ts';
import { type Reply, refusal } from './reply.ts';
import type { Route } from './route.ts';
import { UploadSession } from './upload-session.ts';

/** Begins, feeds and ends upload sessions. */
export class UploadReplies {
  readonly sessions = new Map<string, UploadSession>();
  readonly #objects: ObjectTable;
  readonly #keepsBytes: boolean;

  constructor(objects: ObjectTable, keepsBytes: boolean) {
    this.#objects = objects;
    this.#keepsBytes = keepsBytes;
  }

  start(route: Route, { headers }: IncomingMessage): Reply {
    const { bucket, query } = route;
    const name = route.name || (query.get('name') ?? '');
    const ifGenerationMatch = query.get('ifGenerationMatch');
    if (!this.#objects.matches(bucket, name, ifGenerationMatch)) return otherGeneration;
    const id = randomUUID();
    const contentType = headers['x-upload-content-type']?.toString() ?? '';
    const target = { bucket, name, contentType, ifGenerationMatch };
    this.sessions.set(id, new UploadSession(target, this.#keepsBytes));
    const path = `/upload/storage/v1/b/${bucket}/o?uploadType=resumable&upload_id=${id}`;
    return { status: 200, headers: { location: `http://${headers.host}${path}` } };
  }

  cancel({ query }: Route): Reply {
    const session = this.sessions.get(query.get('upload_id') ?? '');
    if (!session) return refusal(404, 'No such session');
    if (session.finished) return refusal(400, 'The upload is complete');
    session.isCancelled = true;
    return { status: 499 };
  }

  /** Takes the part that `req` brings, or tells how far the upload is. */
  async put({ query }: Route, req: IncomingMessage, does?: Misbehaviour): Promise<Reply> {
    const session = this.sessions.get(query.get('upload_id') ?? '');
    if (!session) return refusal(404, 'No such session');
    if (session.isCancelled) return { status: 499 };
    const range = rangeOf(req);
    if (range.start !== undefined && range.start !== session.persisted) {
      return refusal(400, `Bytes from ${session.persisted} on are wanted`);
    }
    if (range.start !== undefined) await take(session, req, range.total, does);
    return this.#stateOf(session, range.total, req, does);
  }

  #stateOf(
    session: UploadSession,
    total: number | undefined,
    req: IncomingMessage,
    does?: Misbehaviour,
  ): Reply {
    if (session.persisted === total && !session.finished) {
      const failure = this.#finish(session, req, does);
      if (failure) return failure;
    }
    if (session.finished) return { status: 200, body: this.#resource(session.finished, does) };
    const { persisted } = session;
    const headers = persisted === 0 ? {} : { range: `bytes=0-${persisted - 1}` };
    return { status: 308, headers };
  }

  #finish(
    session: UploadSession,
    { headers }: IncomingMessage,
    does?: Misbehaviour,
  ): Reply | undefined {
    const { bucket, name, contentType, ifGenerationMatch } = session.target;
    if (!this.#objects.matches(bucket, name, ifGenerationMatch)) return otherGeneration;
    const content = session.end();
    const hash = headers['x-goog-hash'];
    const isHonest = does?.kind !== 'wrong checksum';
    if (isHonest && hash !== undefined && hash !== `crc32c=${content.crc32c}`) {
      return refusal(400, 'The CRC32C you specified did not match');
    }
    session.finished = this.#objects.put(bucket, name, content, contentType);
    return undefined;
  }

  #resource(object: Parameters<typeof resourceOf>[0], does?: Misbehaviour) {
    const resource = resourceOf(object);
    return does?.kind === 'wrong checksum' ? { ...resource, crc32c: 'AAAAAA==' } : resource;
  }
}

const otherGeneration = refusal(
  412,
  'At least one of the pre-conditions you specified did not hold.',
);

interface ContentRange {
  /** `undefined` in a question. */
  readonly start: number | undefined;
  readonly total: number | undefined;
}

/** Without a range, the request brings the whole file. */
function rangeOf({ headers }: IncomingMessage): ContentRange {
  const range = headers['content-range'];
  if (range === undefined) return { start: 0, total: Number(headers['content-length']) };
  return readRange(range);
}

function readRange(header: string): ContentRange {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(?:(\d+)|\*)$/.exec(header);
  if (!match) throw new Error(`no Content-Range: ${header}`);
  const [, start, total] = match.map((text) => (text === undefined ? undefined : Number(text)));
  return { start, total };
}

/** Keeps whole blocks as they come, and the rest only where it is the end of the file. */
async function take(
  session: UploadSession,
  req: IncomingMessage,
  total: number | undefined,
  does?: Misbehaviour,
): Promise<void> {
  try {
    await takePieces(session, req, does);
    if (total === session.persisted + session.pendingBytes) session.keepRest();
  } finally {
    session.dropRest();
  }
}

async function takePieces(
  session: UploadSession,
  req: IncomingMessage,
  does?: Misbehaviour,
): Promise<void> {
  let room = roomOf(does);
  for await (const piece of req) {
    const bytes = Buffer.from(piece).subarray(0, room);
    room -= bytes.length;
    if (does?.kind === 'wrong bytes' && bytes.length > 0) bytes.writeUInt8(bytes.readUInt8() ^ 1);
    session.add(bytes);
    if (room <= 0 && does?.kind === 'cut') req.socket.destroy();
    if (room <= 0 && does?.kind === 'stall') await once(req, 'close');
  }
}

function roomOf(does: Misbehaviour | undefined): number {
  if (does?.kind === 'keep part') return does.bytes;
  const isBounded = does?.kind === 'cut' || does?.kind === 'stall';
  return isBounded ? does.afterBytes : Number.POSITIVE_INFINITY;
}
