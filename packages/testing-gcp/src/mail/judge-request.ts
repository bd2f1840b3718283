import type { IncomingMessage } from 'node:http';
import { mailSendSchema, type SendgridMail } from './mail-send-schema.ts';
import { badRequest, refusal, type SendgridAnswer } from './sendgrid-answer.ts';

/** "The total size of your email, including attachments, must be less than 30MB." */
const maxBytes = 30 * 1024 * 1024;

export type Judgement =
  | { readonly mail: SendgridMail; readonly answer?: never }
  | { readonly mail?: never; readonly answer: SendgridAnswer };

/** What SendGrid would say to a request with the given body. */
export function judge(request: IncomingMessage, body: Buffer, apiKey: string): Judgement {
  const answer = refusedByHeaders(request, apiKey) ?? refusedBySize(body);
  return answer ? { answer } : judgeMail(parseJson(body));
}

function refusedByHeaders(
  { method, url, headers }: IncomingMessage,
  apiKey: string,
): SendgridAnswer | undefined {
  if (url !== '/v3/mail/send') return refusal(404, 'not found');
  if (method !== 'POST') return refusal(405, 'method not allowed');
  if (headers.authorization !== `Bearer ${apiKey}`) {
    return refusal(401, 'The provided authorization grant is invalid, expired, or revoked');
  }
  const isJson = headers['content-type']?.startsWith('application/json');
  return isJson ? undefined : refusal(415, 'Content-Type should be application/json.');
}

function refusedBySize(body: Buffer): SendgridAnswer | undefined {
  return body.length < maxBytes ? undefined : refusal(413, 'content too large');
}

function judgeMail(value: unknown): Judgement {
  const { data, error } = mailSendSchema.safeParse(value);
  return error ? { answer: badRequest(error) } : { mail: data };
}

/** Undefined, which the schema refuses, for what is no JSON. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
