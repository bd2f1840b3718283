import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { Sound } from '../sound/usual-sound.ts';

export interface Form {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** A form with a file (RFC 7578), made once for any number of requests. */
export function uploadForm({ name, bytes }: Sound, newFormat: string): Form {
  const boundary = randomUUID();
  const field = (text: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name=${text}\r\n`;
  const before = [
    `${field('"newFormat"')}\r\n${newFormat}\r\n`,
    `${field(`"fileName"; filename="sound${extname(name)}"`)}Content-Type: audio/mpeg\r\n\r\n`,
  ].join('');
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(before), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
