/**
 * @typedef {{ min: number, count: number }} MinuteCount
 * @typedef {object} Task
 * @property {string} status
 * @property {string} original_file
 * @property {number} original_size bytes
 * @property {string} new_format
 * @property {string} uploaded_at
 * @property {string | null} processed_at
 */

/** What the API tells of the newest benchmark. */
export class BenchmarkService {
  #base;

  /** @param {string} base a URL that ends in `/benchmark/` */
  constructor(base) {
    this.#base = base;
  }

  /** @returns {Promise<{ minutes: MinuteCount[], at: number }>} with the time by the service's clock */
  async minutes() {
    const response = await this.#get('data');
    const at = Date.parse(response.headers.get('Date') ?? '');
    return { minutes: await response.json(), at };
  }

  /** @returns {Promise<Task[]>} 500 bytes for each */
  async tasks() {
    const response = await this.#get('result');
    return response.json();
  }

  /** @param {string} name */
  async #get(name) {
    const url = new URL(`conversion/${name}`, this.#base);
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (response.ok) return response;
    throw new Error(`${url} answered ${response.status}`);
  }
}
