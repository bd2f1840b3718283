import { GenericContainer, Wait } from 'testcontainers';
import { inject } from 'vitest';

const list = 'cd /data && find files scratch -type f; exit 0';

export interface FileList {
  /** Of the files that clients have sent, the ids. */
  readonly originals: readonly string[];
  /** Of each result, the id of the original that it was made of. */
  readonly results: readonly string[];
  /** Half-written files, which the service keeps for a day in case somebody still writes them. */
  readonly partial: readonly string[];
  readonly scratch: readonly string[];
}

/** What is on the volume that all containers of the service share. */
export class StoredFiles {
  readonly #volume: string;

  constructor(volume: string) {
    this.#volume = volume;
  }

  async list(): Promise<FileList> {
    const paths = (await this.#find()).split('\n').filter(Boolean);
    const below = (folder: string) =>
      paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.split('/'));
    return {
      originals: below('files/originals').map((parts) => parts[2] ?? ''),
      results: below('files/results').map((parts) => parts[2] ?? ''),
      partial: below('files/.tmp').map((parts) => parts.join('/')),
      scratch: below('scratch').map((parts) => parts.join('/')),
    };
  }

  async #find(): Promise<string> {
    const container = await new GenericContainer(inject('images').api)
      .withBindMounts([{ source: this.#volume, target: '/data', mode: 'ro' }])
      .withEntrypoint(['sleep'])
      .withCommand(['60'])
      // It would wait for the image's program to be healthy, which does not run here.
      .withWaitStrategy(Wait.forSuccessfulCommand('true'))
      .start();
    try {
      return (await container.exec(['bash', '-c', list])).stdout;
    } finally {
      await container.stop({ timeout: 0 });
    }
  }
}
