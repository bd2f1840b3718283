import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RoomProbe, ScratchDirectory, ScratchSpace, TaskAttempt } from '@cloudconvert/core';
import { prepareFolder } from '@cloudconvert/runtime';
import { withMachineTrouble } from '../machine-trouble.ts';
import { RoomWatch } from './room-watch.ts';
import { isScratchName, isSuperseded, scratchName } from './scratch-name.ts';

/** Nobody but this user may look. */
const mode = 0o700;

export interface FsScratchSpaceOptions {
  readonly root: string;
  /** How long a directory must have lain still to belong to nobody, in milliseconds. */
  readonly leftoverAfterMs: number;
  readonly probeRoom: RoomProbe;
}

/** Directories below one root, which converters on one machine may share. */
export class FsScratchSpace implements ScratchSpace {
  readonly #root: string;
  readonly #leftoverAfterMs: number;
  readonly #room: RoomWatch;

  private constructor({ root, leftoverAfterMs, probeRoom }: FsScratchSpaceOptions) {
    this.#root = root;
    this.#leftoverAfterMs = leftoverAfterMs;
    this.#room = new RoomWatch(probeRoom);
  }

  /** Makes the root where there is none, and clears it of what died here. */
  static async prepare(options: FsScratchSpaceOptions): Promise<FsScratchSpace> {
    await prepareFolder(options.root);
    const space = new FsScratchSpace(options);
    await space.clear();
    return space;
  }

  /** Removes what lies still for longer than any conversion leaves it so. */
  async clear(): Promise<void> {
    const before = Date.now() - this.#leftoverAfterMs;
    await this.#removeEach(async (path) => (await modifiedAt(path)) < before);
  }

  open(attempt: TaskAttempt): Promise<ScratchDirectory> {
    return withMachineTrouble(() => this.#open(attempt));
  }

  async #open(attempt: TaskAttempt): Promise<ScratchDirectory> {
    await this.#removeEach(async (_, name) => isSuperseded(name, attempt));
    const path = join(this.#root, scratchName(attempt));
    const work = await this.#room.begin();
    await mkdir(path, { mode }).catch((error: unknown) => {
      work.end();
      throw error;
    });
    const remove = () => removeDirectory(path).finally(() => work.end());
    return { input: join(path, 'in'), output: join(path, 'out'), full: work.full, remove };
  }

  async #removeEach(isUnwanted: (path: string, name: string) => Promise<boolean>): Promise<void> {
    for (const name of (await readdir(this.#root)).filter(isScratchName)) {
      const path = join(this.#root, name);
      if (await isUnwanted(path, name)) await removeDirectory(path);
    }
  }
}

function removeDirectory(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** When something was last put in or taken out; now where another process has removed it already. */
async function modifiedAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs ?? Date.now();
}
