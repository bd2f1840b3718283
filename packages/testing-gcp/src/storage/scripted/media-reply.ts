import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Misbehaviour } from './fault.ts';
import type { ScriptedObject } from './object-table.ts';
import { refusal, sendReply } from './reply.ts';

export interface Media {
  readonly object: ScriptedObject | undefined;
  /** `null` for any. */
  readonly generation: string | null;
  /** Told of every piece that has been given to the connection. */
  readonly sent: (bytes: number) => void;
}

/** Serves the bytes of one object, or those of a range (RFC 9110, 14). */
export async function sendMedia(
  req: IncomingMessage,
  res: ServerResponse,
  { object, generation, sent }: Media,
  does?: Misbehaviour,
): Promise<void> {
  if (!object || (generation !== null && generation !== object.generation)) {
    return sendReply(res, refusal(404, 'No such object'));
  }
  const { size } = object.content;
  const part = readRange(req.headers.range, size);
  if (part && part.start >= size) return sendReply(res, refusal(416, 'Range not satisfiable'));
  const { start, end } = part ?? { start: 0, end: size };
  res.writeHead(part ? 206 : 200, headersOf(object, start, end, does));
  const pieces = script(res, object.content.pieces(start, end), sent, does);
  await pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), res);
}

function headersOf(
  { generation, contentType, content }: ScriptedObject,
  start: number,
  end: number,
  does?: Misbehaviour,
): Record<string, string> {
  const crc32c = does?.kind === 'wrong checksum' ? 'AAAAAA==' : content.crc32c;
  return {
    'content-type': contentType || 'application/octet-stream',
    'content-length': String(end - start),
    'content-range': `bytes ${start}-${end - 1}/${content.size}`,
    'x-goog-generation': generation,
    'x-goog-hash': `crc32c=${crc32c},md5=${content.md5}`,
  };
}

function readRange(header: string | undefined, size: number) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return undefined;
  const end = match[2] ? Number(match[2]) + 1 : size;
  return { start: Number(match[1]), end: Math.min(end, size) };
}

async function* script(
  res: ServerResponse,
  pieces: Iterable<Uint8Array>,
  sent: (bytes: number) => void,
  does?: Misbehaviour,
): AsyncGenerator<Uint8Array> {
  let given = 0;
  for (const piece of pieces) {
    const bytes = does?.kind === 'wrong bytes' ? spoiled(piece) : piece;
    const room = isBroken(does) ? does.afterBytes - given : bytes.length;
    given += bytes.length;
    sent(Math.min(bytes.length, room));
    yield bytes.subarray(0, room);
    if (room <= bytes.length && does?.kind === 'stall') await new Promise(() => {});
    if (room <= bytes.length && does?.kind === 'cut') return void res.socket?.destroy();
  }
}

type Broken = Extract<Misbehaviour, { readonly afterBytes: number }>;

function isBroken(does: Misbehaviour | undefined): does is Broken {
  return does?.kind === 'cut' || does?.kind === 'stall';
}

function spoiled(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[0] = (copy[0] ?? 0) ^ 1;
  return copy;
}
