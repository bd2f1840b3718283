import type { FormatName, TranscodeRequest, TranscodeResult, Transcoder } from '@cloudconvert/core';

/** Lets so many transcode at once; who comes later waits in line, with the source at hand already. */
export class BoundedTranscoder implements Transcoder {
  readonly #transcoder: Transcoder;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(transcoder: Transcoder, atOnce: number) {
    this.#transcoder = transcoder;
    this.#free = atOnce;
  }

  formats(): Promise<ReadonlySet<FormatName>> {
    return this.#transcoder.formats();
  }

  async transcode(request: TranscodeRequest): Promise<TranscodeResult> {
    await this.#enter(request.signal);
    try {
      request.onProgress(0);
      return await this.#transcoder.transcode(request);
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(signal);
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.delete(enter);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(enter);
    });
  }

  /** A place that becomes free goes to the next in line, so nobody can slip in between. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
