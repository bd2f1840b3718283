/** Something that passes for sound by its first bytes. */
export const song = Buffer.concat([Buffer.from('RIFF....WAVEfmt '), Buffer.alloc(2_000, 7)]);

type Entry = readonly [name: string, value: string | File];

/** A form as browsers send it, its fields in this order. */
export function form(...entries: readonly Entry[]): RequestInit {
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  return { method: 'POST', body };
}

export function aFile(name = 'song.wav', bytes: Uint8Array = song): File {
  return new File([new Uint8Array(bytes)], name);
}

export const boundary = 'boundary';

/** A form written out by hand, for what no browser sends. */
export function rawForm(...parts: readonly (string | Uint8Array)[]): RequestInit {
  return {
    method: 'POST',
    body: new Uint8Array(rawBody(...parts)),
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}

export function rawBody(...parts: readonly (string | Uint8Array)[]): Buffer {
  const delimited = parts.flatMap((part) => [`--${boundary}\r\n`, part, '\r\n']);
  return Buffer.concat([...delimited, `--${boundary}--\r\n`].map((part) => Buffer.from(part)));
}

export function fieldPart(name: string, value: string): string {
  return `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
}

export function filePart(fileName: string, bytes: Uint8Array = song, name = 'fileName'): Buffer {
  return Buffer.concat([Buffer.from(fileHead(fileName, name)), bytes]);
}

export function fileHead(fileName: string, name = 'fileName'): string {
  return `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: audio/wav\r\n\r\n`;
}
