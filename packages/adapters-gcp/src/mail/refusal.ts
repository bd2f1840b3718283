/**
 * Why a request was not accepted. It carries nothing of the request, which has the key and the
 * message in it, so that it may be logged.
 */
export interface Refusal {
  /** Missing where SendGrid didn't answer. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string;
}

/** What SendGrid's client makes of an answer from 400 on. */
interface AnswerError extends Error {
  readonly code: number;
  readonly response: { readonly headers: Refusal['headers']; readonly body: unknown };
}

/** Paths such as `personalizations.0.to.0.email`. */
const fieldPath = /^[\w.]{1,100}$/;
const maxWords = 200;

export function refusalOf(error: unknown): Refusal {
  if (isAnswer(error)) {
    const { code: status, response } = error;
    return { status, headers: response.headers, reason: reasonOf(status, response.body) };
  }
  const code = error instanceof Error && 'code' in error && error.code;
  return { headers: {}, reason: `SendGrid did not accept the request (${code || 'no answer'})` };
}

/** Says that the key, the sender or the account is at fault, nothing of the message. */
export function isOfAccount(status: number): boolean {
  return status === 401 || status === 403;
}

function isAnswer(error: unknown): error is AnswerError {
  const code = error instanceof Error && 'response' in error && 'code' in error && error.code;
  return typeof code === 'number';
}

function reasonOf(status: number, body: unknown): string {
  const details = entriesOf(body).map((entry) => detailOf(status, entry));
  return [`SendGrid answered ${status}`, ...details.filter((detail) => detail !== '')].join(', ');
}

/**
 * What is said of the account in full; of what is said of the message only the field, since the words
 * may quote it.
 */
function detailOf(status: number, entry: object): string {
  if (isOfAccount(status))
    return 'message' in entry ? String(entry.message).slice(0, maxWords) : '';
  const field = 'field' in entry ? String(entry.field) : '';
  return fieldPath.test(field) ? field : '';
}

function entriesOf(body: unknown): readonly object[] {
  const hasErrors = typeof body === 'object' && body !== null && 'errors' in body;
  if (!hasErrors || !Array.isArray(body.errors)) return [];
  return body.errors.filter((entry) => typeof entry === 'object' && entry !== null);
}
