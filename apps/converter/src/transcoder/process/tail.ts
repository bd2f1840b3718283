/** Keeps the end of a text of any length. */
export class Tail {
  readonly #maxLength: number;
  #text = '';

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  append(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-this.#maxLength);
  }

  toString(): string {
    return this.#text.trim();
  }
}
