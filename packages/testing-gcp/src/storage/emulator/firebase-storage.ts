import { mkdtemp } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The part of firebase-tools that is used here; it has no types for its emulators. */
interface Upload {
  readonly id: string;
}

interface UploadService {
  startResumableUpload(request: {
    readonly bucketId: string;
    readonly objectId: string;
    readonly metadata: { readonly contentType: string };
    readonly authorization: string;
  }): Upload;
}

interface StorageLayer {
  getMetadata(bucket: string, object: string): object | undefined;
}

interface Persistence {
  deleteAll(): Promise<void>;
}

type App = (req: IncomingMessage, res: ServerResponse) => void;
type Build<T> = new (...args: unknown[]) => T;

interface Registry {
  readonly EmulatorRegistry: { set(name: string, instance: object): void };
}

export interface FirebaseStorage {
  readonly app: App;
  readonly objects: StorageLayer;
  readonly uploads: UploadService;
  /** Removes the files that hold the objects. */
  close(): Promise<void>;
}

const projectId = 'demo-test';

const require = createRequire(import.meta.url);

/**
 * The storage emulator of firebase-tools without what surrounds it: no rules, which need Java, no
 * configuration, no ports of its own. It is loaded when it is wanted, since that takes a while.
 */
export async function openFirebaseStorage(port: number, folder?: string): Promise<FirebaseStorage> {
  announce(port);
  const { Persistence } = loadPersistence();
  const { UploadService } = loadUploads();
  const persistence = new Persistence(folder ?? (await temporaryFolder()));
  const uploads = new UploadService(persistence);
  const objects = openLayer(persistence);
  const emulator = { storageLayer: objects, adminStorageLayer: objects, uploadService: uploads };
  const app = await loadServer().createApp(projectId, emulator);
  return { app, objects, uploads, close: () => persistence.deleteAll() };
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'cloudconvert-gcs-'));
}

function openLayer(persistence: Persistence): StorageLayer {
  const { StorageLayer } = loadObjects();
  const { StorageCloudFunctions } = loadFunctions();
  const functions = new StorageCloudFunctions(projectId);
  const rules = { validate: async () => true };
  const admins = { validate: () => true };
  const [files, buckets] = [new Map(), new Map()];
  return new StorageLayer(projectId, files, buckets, rules, admins, persistence, functions);
}

/** Links in the answers are built from where the registry says that the emulator is. */
function announce(port: number): void {
  const info = { name: 'storage', host: '127.0.0.1', port };
  const emulator = { getName: () => info.name, getInfo: () => info };
  loadRegistry().EmulatorRegistry.set(info.name, emulator);
}

function loadServer(): { createApp(projectId: string, emulator: object): Promise<App> } {
  return require('firebase-tools/lib/emulator/storage/server.js');
}

function loadObjects(): { readonly StorageLayer: Build<StorageLayer> } {
  return require('firebase-tools/lib/emulator/storage/files.js');
}

function loadPersistence(): { readonly Persistence: Build<Persistence> } {
  return require('firebase-tools/lib/emulator/storage/persistence.js');
}

function loadUploads(): { readonly UploadService: Build<UploadService> } {
  return require('firebase-tools/lib/emulator/storage/upload.js');
}

function loadFunctions(): { readonly StorageCloudFunctions: Build<object> } {
  return require('firebase-tools/lib/emulator/storage/cloudFunctions.js');
}

function loadRegistry(): Registry {
  return require('firebase-tools/lib/emulator/registry.js');
}
