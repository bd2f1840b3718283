import { type Content, discardedContent, heldContent } from './content.ts';
import { Digest } from './digest.ts';
import type { ScriptedObject } from './object-table.ts';

/** What is kept of a part that is not the last is a multiple of this. */
const blockBytes = 256 * 1024;

export interface SessionTarget {
  readonly bucket: string;
  readonly name: string;
  readonly contentType: string;
  readonly ifGenerationMatch: string | null;
}

/** One resumable upload: takes bytes in blocks, and the rest only when it is the last. */
export class UploadSession {
  readonly target: SessionTarget;
  readonly #keepsBytes: boolean;
  readonly #digest = new Digest();
  readonly #kept: Uint8Array[] = [];
  #pending: Uint8Array[] = [];
  /** bytes that make no whole block yet */
  pendingBytes = 0;
  /** bytes */
  persisted = 0;
  isCancelled = false;
  finished: ScriptedObject | undefined;

  constructor(target: SessionTarget, keepsBytes: boolean) {
    this.target = target;
    this.#keepsBytes = keepsBytes;
  }

  /** Takes bytes; what makes no whole block waits for more. */
  add(bytes: Uint8Array): void {
    this.#pending.push(bytes);
    this.pendingBytes += bytes.length;
    const whole = this.pendingBytes - (this.pendingBytes % blockBytes);
    if (whole > 0) this.#persist(whole);
  }

  /** Forgets what makes no whole block. */
  dropRest(): void {
    this.#pending = [];
    this.pendingBytes = 0;
  }

  keepRest(): void {
    this.#persist(this.pendingBytes);
  }

  end(): Content {
    const sums = this.#digest.result();
    return this.#keepsBytes
      ? heldContent(this.#kept, sums)
      : discardedContent(this.persisted, sums);
  }

  #persist(length: number): void {
    const all = Buffer.concat(this.#pending);
    const bytes = all.subarray(0, length);
    this.#digest.add(bytes);
    if (this.#keepsBytes) this.#kept.push(bytes);
    this.persisted += length;
    this.#pending = [all.subarray(length)];
    this.pendingBytes -= length;
  }
}
