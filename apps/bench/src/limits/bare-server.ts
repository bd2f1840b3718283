import { createWriteStream } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * A program of its own: the least that Node can do with an upload, which is to pipe its body into a file.
 * Tells the port to the process that started it, and ends with it.
 */
const [folder = '.', whenWritten] = process.argv.slice(2);
const flush = whenWritten === 'fsync';
let files = 0;

const store: RequestListener = (req, res) => {
  files += 1;
  const file = createWriteStream(join(folder, `bare-${files}`), { flush });
  pipeline(req, file).then(
    () => res.writeHead(202).end(),
    () => res.destroy(),
  );
};

const server = createServer(store).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(port);
});
process.once('disconnect', () => process.exit());
