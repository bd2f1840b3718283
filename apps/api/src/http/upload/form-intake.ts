import { checkFileName, type ReceiveUpload, type Upload } from '@cloudconvert/core';
import type { Fields } from '../body/check-fields.ts';
import { RequestError } from '../errors/request-error.ts';
import { repeatedField, requestAborted } from '../errors/request-errors.ts';
import type { FormPart } from '../multipart/form-parts.ts';
import { FormFields } from './form-fields.ts';

interface Options {
  readonly uploads: ReceiveUpload;
  readonly signal: AbortSignal;
  /** Checks the fields that came before the file, so that nothing is stored in vain. */
  readonly checkEarly: (fields: Fields) => void;
}

export interface ReceivedFile {
  readonly upload: Upload;
  /** As the person gave it. */
  readonly fileName: string;
}

/** Takes the parts of one form as they come, its file straight into storage. */
export class FormIntake {
  readonly #options: Options;
  readonly #fields = new FormFields();
  #file: ReceivedFile | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get fields(): Fields {
    return this.#fields.all();
  }

  /** @throws RequestError when the form had no file, or nobody waits for it any more */
  get file(): ReceivedFile {
    if (!this.#file) throw missingFile();
    if (this.#options.signal.aborted) throw requestAborted();
    return this.#file;
  }

  async take(part: FormPart): Promise<void> {
    if (part.fileName === undefined) return this.#fields.add(part);
    if (this.#file) throw repeatedField('fileName');
    if (part.name !== 'fileName') throw misnamedFile(part.name);
    this.#file = await this.#store(part.fileName, part.content);
  }

  /** Removes what was stored, if anything was. */
  async discard(): Promise<void> {
    if (this.#file) await this.#options.uploads.discard(this.#file.upload);
  }

  async #store(name: string, content: FormPart['content']): Promise<ReceivedFile> {
    const { uploads, signal, checkEarly } = this.#options;
    checkEarly(this.fields);
    const fileName = checkFileName(name);
    return { fileName, upload: await uploads.execute(content, signal) };
  }
}

function missingFile(): RequestError {
  return new RequestError('missing_field', 'fileName is missing: send the file itself under it', {
    field: 'fileName',
  });
}

function misnamedFile(name: string): RequestError {
  const field = name.slice(0, 64);
  const message = `Send the file as fileName, not as ${JSON.stringify(field)}`;
  return new RequestError('unknown_field', message, { field });
}
