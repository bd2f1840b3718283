import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openFirebaseStorage } from './firebase-storage.ts';
import type { ServiceAccount } from './service-account.ts';
import { SessionFront } from './session-front.ts';
import { urlOf, XmlFront } from './xml-front.ts';

export interface StorageEmulator {
  readonly url: string;
  close(): Promise<void>;
}

export interface StorageEmulatorOptions {
  readonly host?: string;
  readonly port?: number;
  /** Where the objects are while it runs. */
  readonly folder?: string;
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * Starts the storage emulator of Firebase in this process, on a free port of loopback unless told
 * otherwise. It makes buckets as they are named and checks the URLs that `account` signs.
 */
export async function startStorageEmulator(
  account: ServiceAccount,
  { host = '127.0.0.1', port: wanted = 0, folder }: StorageEmulatorOptions = {},
): Promise<StorageEmulator> {
  const server = createServer();
  server.listen(wanted, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const storage = await openFirebaseStorage(port, folder);
  const sessions = new SessionFront(storage.app);
  const xml = new XmlFront(storage, sessions, account);
  server.on('request', frontOf(storage.app, sessions, xml));
  return {
    url: `http://${host}:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await storage.close();
    },
  };
}

/** Hands each request to what knows it. */
function frontOf(app: Handler, sessions: SessionFront, xml: XmlFront): Handler {
  return (req, res) => {
    const { pathname, searchParams } = urlOf(req);
    const uploadId = searchParams.get('upload_id');
    if (uploadId !== null) {
      return void sessions.handle(uploadId, req, res).catch(() => res.destroy());
    }
    if (!/^\/(?:upload|download|storage|b)\//.test(pathname)) return void xml.handle(req, res);
    // The emulator knows copying without the prefix that all other paths have.
    if (pathname.includes('/rewriteTo/')) req.url = req.url?.replace(/^\/storage\/v1/, '');
    app(req, res);
  };
}
