export interface TaskBody {
  readonly id: number;
  readonly file_id: string;
  readonly status: string;
  readonly processed_format: string | null;
  readonly error: { readonly code: string } | null;
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
    const form = new FormData();
    form.set('fileName', new Blob([file]), name);
    form.set('newFormat', newFormat);
    const response = await this.#fetch('/api/tasks', { method: 'POST', body: form });
    const answer = (await response.json()) as { task: TaskBody };
    return answer.task;
  }

  async task(id: number): Promise<TaskBody> {
    const response = await this.#fetch(`/api/tasks/${id}`);
    return (await response.json()) as TaskBody;
  }

  async download(fileId: string): Promise<Response> {
    return this.#fetch(`/api/files/${fileId}`);
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}` };
    return fetch(this.#url + path, { ...init, headers });
  }
}
