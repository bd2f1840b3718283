import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MailDesk } from './mail-desk.ts';
import type { SendgridMail } from './mail-send-schema.ts';
import type { SendgridAnswer } from './sendgrid-answer.ts';

export interface SendgridServer {
  /** Stands for `https://api.sendgrid.com`. */
  readonly url: string;
  /** What was accepted, in the order in which it came. */
  delivered(): readonly SendgridMail[];
  /** How many requests have come, whatever they were answered. */
  received(): number;
  /** Says this to the next requests, one each, whatever they ask; `silence` never answers. */
  answerWith(...answers: readonly (SendgridAnswer | 'silence')[]): void;
  close(): Promise<void>;
}

/**
 * `POST /v3/mail/send` of SendGrid on loopback. It refuses what the published schema doesn't allow,
 * and whoever doesn't bring `apiKey`.
 */
export async function startSendgridServer({
  apiKey,
}: {
  readonly apiKey: string;
}): Promise<SendgridServer> {
  const desk = new MailDesk(apiKey);
  const server = createServer((request, response) => {
    // A client may go away in the middle of its request.
    desk.handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    delivered: () => desk.delivered(),
    received: () => desk.received(),
    answerWith: (...answers) => desk.answerWith(...answers),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
