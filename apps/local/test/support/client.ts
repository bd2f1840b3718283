import { createHash } from 'node:crypto';

export interface TaskBody {
  readonly id: number;
  readonly file_id: string;
  readonly status: string;
  readonly processed_format: string | null;
  readonly processed_size: number | null;
  readonly error: { readonly code: string } | null;
}

interface Opened {
  readonly upload: {
    readonly id: string;
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
}

/** Somebody who uses the service over HTTP. */
export class Client {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signUp(url: string, username: string): Promise<Client> {
    const body = { username, email: `${username}@example.com` };
    const passwords = { password1: 'Passw0rd$', password2: 'Passw0rd$' };
    return Client.#enter(url, 'signup', { ...body, ...passwords });
  }

  static async logIn(url: string, username: string): Promise<Client> {
    return Client.#enter(url, 'login', { username, password: 'Passw0rd$' });
  }

  static async #enter(url: string, how: string, body: object): Promise<Client> {
    const response = await fetch(`${url}/api/auth/${how}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { access_token?: string };
    if (!answer.access_token) throw new Error(`${how}: ${JSON.stringify(answer)}`);
    return new Client(url, answer.access_token);
  }

  async submit(file: Uint8Array<ArrayBuffer>, name: string, newFormat: string): Promise<TaskBody> {
    return (await this.submitForm<{ task: TaskBody }>(file, name, newFormat)).task;
  }

  /** Resolves to the answer, whatever it is. */
  async submitForm<T>(file: Uint8Array<ArrayBuffer>, name: string, newFormat: string): Promise<T> {
    const form = new FormData();
    form.set('fileName', new Blob([file]), name);
    form.set('newFormat', newFormat);
    const response = await this.#fetch('/api/tasks', { method: 'POST', body: form });
    return (await response.json()) as T;
  }

  /** Sends the file to where the service says, and claims it. */
  async submitDirectly(
    file: Uint8Array<ArrayBuffer>,
    fileName: string,
    newFormat: string,
  ): Promise<TaskBody> {
    const announcement = { fileName, size: file.length, newFormat, contentType: 'audio/wav' };
    const md5 = createHash('md5').update(file).digest('base64');
    const { upload } = await this.#json<Opened>('POST', '/api/uploads', { ...announcement, md5 });
    const { url, method, headers } = upload;
    const sent = await fetch(url, { method, headers, body: file });
    if (!sent.ok) throw new Error(`${url} answered ${sent.status}`);
    const claim = { uploadId: upload.id, newFormat };
    return (await this.#json<{ task: TaskBody }>('POST', '/api/tasks', claim)).task;
  }

  async changeFormat(id: number, newFormat: string): Promise<TaskBody> {
    return (await this.#json<{ task: TaskBody }>('PUT', `/api/tasks/${id}`, { newFormat })).task;
  }

  async remove(id: number): Promise<void> {
    await this.#fetch(`/api/tasks/${id}`, { method: 'DELETE' });
  }

  async tasks(): Promise<readonly TaskBody[]> {
    const response = await this.#fetch('/api/tasks');
    return (await response.json()) as TaskBody[];
  }

  async task(id: number): Promise<TaskBody> {
    const response = await this.#fetch(`/api/tasks/${id}`);
    return (await response.json()) as TaskBody;
  }

  async download(fileId: string, redirect: 'follow' | 'manual' = 'follow'): Promise<Response> {
    return this.#fetch(`/api/files/${fileId}`, { redirect });
  }

  async #json<T>(method: string, path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.#fetch(path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}` };
    return fetch(this.#url + path, { ...init, headers });
  }
}
