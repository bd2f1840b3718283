import { randomUUID } from 'node:crypto';
import { RunError } from '../errors/command-error.ts';
import { exchange } from './exchange.ts';

export interface Account {
  readonly email: string;
  readonly token: string;
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A person of a service who was not there before. */
export async function signUp(target: URL, stop: AbortSignal): Promise<Account> {
  const username = `bench-${randomUUID().slice(0, 13)}`;
  const email = `${username}@example.com`;
  const password = 'Passw0rd$';
  const body = JSON.stringify({ username, email, password1: password, password2: password });
  const headers = { 'Content-Type': 'application/json' };
  const url = new URL('/api/auth/signup', target);
  const answer = await exchange(url, { method: 'POST', headers, body, signal: stop });
  return { email, token: tokenIn(answer, url) };
}

function tokenIn(answer: unknown, url: URL): string {
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer) {
    return String(answer.access_token);
  }
  throw new RunError(`${url} did not answer with a token. Check --target: is CloudConvert there?`);
}

/** Password hashes are made to be slow: more at once would only wait. */
const atOnce = 2;

/** So many persons. */
export async function signUpAll(
  count: number,
  target: URL,
  stop: AbortSignal,
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  const work = async (from: number) => {
    for (let number = from; number < count; number += atOnce) {
      accounts.push(await signUp(target, stop));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, from) => work(from)));
  return accounts;
}
