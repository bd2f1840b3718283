import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { failureIn, textOf } from './answer-body.ts';

/** An answer with a body that is short. */
export interface AnsweredText {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** @throws AnswerError when the status is none of the `fine` ones. */
export async function readAnswer(
  response: IncomingMessage,
  fine: readonly number[],
  stallMs: number,
): Promise<AnsweredText> {
  const { statusCode: status = 0, headers } = response;
  if (!fine.includes(status)) throw await failureIn(response, stallMs);
  return { status, headers, text: await textOf(response, stallMs) };
}
