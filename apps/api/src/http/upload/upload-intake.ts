import type { Readable } from 'node:stream';
import { checkFileName, DomainError, type ReceiveUpload, type Upload } from '@cloudconvert/core';
import type { StorageEngine } from 'multer';
import type { Fields } from '../body/check-fields.ts';

interface Options {
  readonly uploads: ReceiveUpload;
  readonly signal: AbortSignal;
  /** Checks the fields that came before the file, so that nothing is stored in vain. */
  readonly checkEarly: (fields: Fields) => void;
}

type Engine = Parameters<StorageEngine['_handleFile']>;

interface ReceivedFile {
  readonly upload: Upload;
  /** As the person gave it. */
  readonly fileName: string;
}

/** Where the parser puts the file of one form: straight into storage. */
export class UploadIntake implements StorageEngine {
  readonly #options: Options;
  #received: Promise<ReceivedFile> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The file, once the parser is through. `undefined` when the form had none. */
  get received(): Promise<ReceivedFile> | undefined {
    return this.#received;
  }

  /** Why the file was not taken, where the reason is not the form. */
  async refusal(): Promise<DomainError | undefined> {
    const outcome = await this.#received?.catch((error: unknown) => error);
    return outcome instanceof DomainError ? outcome : undefined;
  }

  /** Removes what was stored, if anything was. Waits for a storage that is still at work. */
  async discard(): Promise<void> {
    const file = await this.#received?.catch(() => undefined);
    if (file) await this.#options.uploads.discard(file.upload);
  }

  _handleFile(req: Engine[0], { stream, originalname }: Engine[1], done: Engine[2]): void {
    this.#received = this.#receive(req.body, originalname, stream);
    this.#received.then(() => done(null, {}), done);
  }

  _removeFile(_req: Engine[0], _file: Engine[1], done: (error: Error | null) => void): void {
    this.discard().then(() => done(null), done);
  }

  async #receive(fields: Fields, name: string, stream: Readable): Promise<ReceivedFile> {
    const { uploads, signal, checkEarly } = this.#options;
    checkEarly(fields);
    const fileName = checkFileName(name);
    return { fileName, upload: await uploads.execute(stream, signal) };
  }
}
