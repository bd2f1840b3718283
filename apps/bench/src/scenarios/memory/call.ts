import { bearer } from '../../client/account.ts';
import { exchange } from '../../client/exchange.ts';

/** The service, as one person has it. */
export interface Person {
  readonly target: URL;
  readonly token: string;
  readonly stop: AbortSignal;
}

/** As the service shows it, as far as anybody here asks. */
export interface Task {
  readonly id: number;
  readonly status: string;
  readonly download_url: string | null;
  readonly processed_size: number | null;
}

export const listTasks = (person: Person, query = '') =>
  call(person, `/api/tasks${query}`) as Promise<readonly Task[]>;

export const getTask = (person: Person, id: number) =>
  call(person, `/api/tasks/${id}`) as Promise<Task>;

export const removeTask = (person: Person, id: number) =>
  call(person, `/api/tasks/${id}`, 'DELETE');

/** A converter takes it from the queue, and no person has to be known for it. */
export const ping = (person: Person) => call(person, '/ping');

function call({ target, token, stop }: Person, path: string, method = 'GET'): Promise<unknown> {
  return exchange(new URL(path, target), { method, headers: bearer(token), signal: stop });
}

/** Bytes of a result, which are read and not kept. */
export async function download({ token, stop }: Person, url: string): Promise<number> {
  const { body } = await fetch(url, { headers: bearer(token), signal: stop });
  let bytes = 0;
  for await (const piece of body ?? []) bytes += piece.length;
  return bytes;
}
