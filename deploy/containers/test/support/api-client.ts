import { randomUUID } from 'node:crypto';

export interface Task {
  readonly id: number;
  readonly file_id: string;
  readonly status: string;
  readonly processed_size: number | null;
  readonly new_format: string;
  readonly error: unknown;
}

/** Where an API can be reached at the moment. */
export type Address = () => Promise<string>;

/** What nobody has answered by then is lost. */
const requestMs = 120_000;

/** A person with an account and a token. */
export class Person {
  readonly #token: string;

  private constructor(token: string) {
    this.#token = token;
  }

  static async signUp(address: Address): Promise<Person> {
    const name = `p${randomUUID().slice(0, 8)}`;
    const password = `${randomUUID().slice(0, 8)}$Aa1`;
    const response = await fetch(`${await address()}/api/auth/signup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        username: name,
        password1: password,
        password2: password,
        email: `${name}@example.org`,
      }),
    });
    const { access_token } = await json<{ access_token: string }>(response);
    return new Person(access_token);
  }

  fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${this.#token}`);
    const signal = AbortSignal.timeout(requestMs);
    return fetch(url, { ...init, headers, signal });
  }

  async upload(address: Address, bytes: Uint8Array<ArrayBuffer>, format: string): Promise<Task> {
    const body = new FormData();
    body.append('newFormat', format);
    body.append('fileName', new File([bytes], 'sound.wav', { type: 'audio/wav' }));
    const response = await this.fetch(`${await address()}/api/tasks`, { method: 'POST', body });
    return (await json<{ task: Task }>(response)).task;
  }

  async tasks(address: Address): Promise<readonly Task[]> {
    return json(await this.fetch(`${await address()}/api/tasks`));
  }

  async task(address: Address, id: number): Promise<Task> {
    return json(await this.fetch(`${await address()}/api/tasks/${id}`));
  }
}

export async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
