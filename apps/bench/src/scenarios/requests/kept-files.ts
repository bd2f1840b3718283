import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../../errors/command-error.ts';
import type { CreatedTask } from '../../load/upload.ts';
import type { OwnService } from '../../service/service.ts';

/**
 * Takes uploaded files off the disk again while users go on sending them, which would fill it. It leaves
 * the first one of each user, which the converters take before anybody's second one, and some more.
 * By hand, since a call of the API for each would be part of what is measured.
 */
export class KeptFiles {
  readonly #folder: string;
  readonly #fileBytes: number;
  readonly #maxBytes: number;
  readonly #users = new Set<number>();
  #keptBytes = 0;

  constructor({ dataDir }: OwnService, fileBytes: number, maxBytes: number) {
    this.#folder = join(dataDir, 'files', 'originals');
    this.#fileBytes = fileBytes;
    this.#maxBytes = maxBytes;
  }

  async add(user: number, { file_id }: CreatedTask): Promise<void> {
    if (!this.#users.has(user)) {
      this.#users.add(user);
      return;
    }
    if (this.#keptBytes + this.#fileBytes <= this.#maxBytes) this.#keptBytes += this.#fileBytes;
    else await this.#remove(join(this.#folder, file_id));
  }

  async #remove(path: string): Promise<void> {
    try {
      await unlink(path);
    } catch (cause) {
      const message = `An uploaded file can't be removed from ${path}, so the disk would be filled.`;
      throw new RunError(message, { cause });
    }
  }
}
