import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FirebaseStorage } from './firebase-storage.ts';
import type { ServiceAccount } from './service-account.ts';
import type { SessionFront } from './session-front.ts';
import { flawIn } from './signed-request.ts';

/** What the emulator knows nothing of: signed URLs, as in Cloud Storage's XML API. */
export class XmlFront {
  readonly #storage: FirebaseStorage;
  readonly #sessions: SessionFront;
  readonly #account: ServiceAccount;

  constructor(storage: FirebaseStorage, sessions: SessionFront, account: ServiceAccount) {
    this.#storage = storage;
    this.#sessions = sessions;
    this.#account = account;
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    const flaw = flawIn(req, this.#account);
    if (flaw !== undefined) return void res.writeHead(403).end(flaw);
    if (req.method === 'GET') this.#serve(req, res);
    else if (req.headers['x-goog-resumable'] === 'start') this.#begin(req, res);
    else res.writeHead(501).end();
  }

  /** The emulator takes the name and the type of a download from the object only. */
  #serve(req: IncomingMessage, res: ServerResponse): void {
    const { searchParams: query } = urlOf(req);
    const set = res.setHeader.bind(res);
    res.setHeader = (name, value) =>
      set(name, query.get(`response-${name.toLowerCase()}`) ?? value);
    this.#storage.app(req, res);
  }

  #begin(req: IncomingMessage, res: ServerResponse): void {
    const [bucketId = '', ...names] = decodeURIComponent(urlOf(req).pathname).slice(1).split('/');
    const objectId = names.join('/');
    const mustBeNew = req.headers['x-goog-if-generation-match'] === '0';
    if (mustBeNew && this.#storage.objects.getMetadata(bucketId, objectId)) {
      return void res.writeHead(412).end();
    }
    const contentType = req.headers['content-type'] ?? '';
    const session = { bucketId, objectId, metadata: { contentType }, authorization: '' };
    const { id } = this.#storage.uploads.startResumableUpload(session);
    this.#sessions.limit(id, limitsIn(req));
    const location = `http://${req.headers.host}/upload/storage/v1/b/${bucketId}/o?upload_id=${id}`;
    res.writeHead(201, { location, 'content-length': '0' }).end();
  }
}

function limitsIn({ headers }: IncomingMessage) {
  const range = headers['x-goog-content-length-range']?.toString() ?? '0,Infinity';
  const [shortest = 0, longest = 0] = range.split(',').map(Number);
  return { shortest, longest };
}

export function urlOf({ url = '' }: IncomingMessage): URL {
  return new URL(url, 'http://127.0.0.1');
}
