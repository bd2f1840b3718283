import { setTimeout as pause } from 'node:timers/promises';
import { wavFile } from '@cloudconvert/testing';

interface Answer {
  readonly status: number;
  readonly body: { readonly access_token?: string; readonly task?: { readonly id: number } };
}

const betweenCallsMs = 100;
const sound = new Blob([wavFile({ seconds: 0.2 })]);

/** People who sign up and upload one after the other, and what they were answered. */
export class CrashLoad {
  readonly #url: string;
  readonly #name: string;
  #people = 0;
  /** In the order of their answers. */
  readonly userIds: number[] = [];
  readonly taskIds: number[] = [];
  readonly tokens: string[] = [];
  /** Other than success, and than the 503 of a database that is away. */
  readonly refusals: string[] = [];

  /** @param name what the names of its people begin with */
  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  /** Resolves when `count` more people have signed up and uploaded. */
  async serve(count: number): Promise<void> {
    const enough = this.taskIds.length + count;
    while (this.taskIds.length < enough) {
      await this.#serveOne();
      await pause(betweenCallsMs);
    }
  }

  async #serveOne(): Promise<void> {
    const username = `${this.#name}${this.#people++}`;
    const passwords = { password1: 'Passw0rd$', password2: 'Passw0rd$' };
    const person = { username, email: `${username}@example.com`, ...passwords };
    const { access_token: token } = await this.#post('/api/auth/signup', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    if (!token) return;
    this.tokens.push(token);
    this.userIds.push(userIdIn(token));
    const form = new FormData();
    form.set('newFormat', 'mp3');
    form.set('fileName', sound, 'sound.wav');
    const headers = { authorization: `Bearer ${token}` };
    const { task } = await this.#post('/api/tasks', { headers, body: form });
    if (task) this.taskIds.push(task.id);
  }

  async #post(path: string, init: RequestInit): Promise<Answer['body']> {
    const { status, body } = await this.#ask(path, init);
    if (status === 201) return body;
    if (status !== 503) this.refusals.push(`${path}: ${status} ${JSON.stringify(body)}`);
    return {};
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.#url + path, { method: 'POST', ...init });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }
}

/** RFC 7519: the subject in the claims of a token. */
function userIdIn(token: string): number {
  const [, claims = ''] = token.split('.');
  return Number(JSON.parse(Buffer.from(claims, 'base64url').toString()).sub);
}
