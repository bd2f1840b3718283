import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { judge } from './judge-request.ts';
import type { SendgridMail } from './mail-send-schema.ts';
import type { SendgridAnswer } from './sendgrid-answer.ts';

/** Takes requests as SendGrid would, unless it has been told what to say. */
export class MailDesk {
  readonly #apiKey: string;
  readonly #mails: SendgridMail[] = [];
  readonly #script: (SendgridAnswer | 'silence')[] = [];
  #received = 0;

  constructor(apiKey: string) {
    this.#apiKey = apiKey;
  }

  delivered(): readonly SendgridMail[] {
    return [...this.#mails];
  }

  received(): number {
    return this.#received;
  }

  answerWith(...answers: readonly (SendgridAnswer | 'silence')[]): void {
    this.#script.push(...answers);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    this.#received += 1;
    const scripted = this.#script.shift();
    if (scripted === 'silence') return;
    const { mail, answer } = scripted ? { answer: scripted } : judge(request, body, this.#apiKey);
    if (mail) this.#mails.push(mail);
    send(response, answer);
  }
}

const accepted: SendgridAnswer = { status: 202 };

function send(response: ServerResponse, { status, headers, errors }: SendgridAnswer = accepted) {
  response.setHeader('X-Message-Id', randomUUID());
  if (!errors) return response.writeHead(status, headers).end();
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  return response.end(JSON.stringify({ errors }));
}
