import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { RequestHandler } from 'express';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Answers with a file that comes with the program. It is read now, so one that is missing stops the start. */
export function pageFile(file: URL): RequestHandler {
  const bytes = readFileSync(file);
  const headers = {
    'Content-Type': types[extname(file.pathname)],
    // Another version of the program has other files at the same URLs, so browsers ask each time.
    'Cache-Control': 'no-cache',
    ETag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
  };
  // Express leaves the body out for HEAD and where the ETag is that of If-None-Match.
  return (_req, res) => void res.set(headers).send(bytes);
}
