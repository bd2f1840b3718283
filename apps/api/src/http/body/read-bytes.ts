import type { IncomingMessage } from 'node:http';
import { payloadTooLarge, requestAborted } from '../errors/request-errors.ts';

/**
 * The whole body.
 * @throws RequestError `payload_too_large` as soon as it is longer than `maxBytes`; when the client
 * hangs up
 */
export function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw payloadTooLarge(maxBytes);
  // A client can be gone already, since much is looked up before its body is read.
  if (req.closed) throw requestAborted();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const collect = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return chunks.push(chunk);
      req.off('data', collect).pause();
      return reject(payloadTooLarge(maxBytes));
    };
    const abort = () => reject(requestAborted());
    req
      .on('data', collect)
      .once('close', abort)
      .once('end', () => {
        req.off('close', abort);
        resolve(Buffer.concat(chunks));
      });
  });
}
