import { RunError } from '../errors/command-error.ts';

/**
 * What the service answers, out of its JSON; `undefined` where that is none.
 * @throws RunError when it does not answer, or says no
 */
export async function exchange(
  url: URL,
  init: RequestInit,
  whenMissing = `There is nothing at ${url}: check --target.`,
): Promise<unknown> {
  const { status, text } = await send(url, init);
  const body = parse(text);
  if (status < 400) return body;
  if (status === 404) throw new RunError(whenMissing);
  throw new RunError(`${url} answered ${status}${messageIn(body)}`);
}

async function send(url: URL, init: RequestInit) {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new RunError(
      `${url.origin} does not answer (${reasonOf(cause)}): start the service there, ` +
        'or name another one with --target.',
      { cause },
    );
  }
}

/** Whatever went wrong with a connection is the cause of what `fetch` throws. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageIn(body: unknown): string {
  const isProblem = typeof body === 'object' && body !== null && 'message' in body;
  return isProblem ? `: ${body.message}` : '. Check --target: is CloudConvert there?';
}
