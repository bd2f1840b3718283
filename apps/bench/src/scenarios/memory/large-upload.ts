import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { bearer } from '../../client/account.ts';
import { RunError } from '../../errors/command-error.ts';

const chunk = Buffer.alloc(2 ** 16);

/** Uploads so many bytes of nothing, of which only one piece is ever in memory. */
export async function uploadLargeFile(
  target: URL,
  token: string,
  bytes: number,
  signal: AbortSignal,
): Promise<void> {
  const { contentType, head, tail } = formAround(`--${randomUUID()}`);
  const length = head.length + bytes + tail.length;
  const request = http.request(new URL('/api/tasks', target), {
    method: 'POST',
    headers: { ...bearer(token), 'Content-Type': contentType, 'Content-Length': length },
    signal,
  });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  Readable.from(pieces(head, bytes, tail)).pipe(request);
  const response = await answered;
  const answer = await text(response);
  if (response.statusCode === 201) return;
  throw new RunError(`An upload of ${bytes} bytes was answered ${response.statusCode}: ${answer}`);
}

function* pieces(head: Buffer, bytes: number, tail: Buffer): Generator<Buffer> {
  yield head;
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
  yield tail;
}

/** RFC 7578. The fields come first, so that a refusal does not wait for the file. */
function formAround(boundary: string) {
  const disposition = 'Content-Disposition: form-data; name';
  const head =
    `--${boundary}\r\n${disposition}="newFormat"\r\n\r\nmp3\r\n` +
    `--${boundary}\r\n${disposition}="fileName"; filename="large.wav"\r\n` +
    'Content-Type: audio/wav\r\n\r\n';
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: Buffer.from(head),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
  };
}
