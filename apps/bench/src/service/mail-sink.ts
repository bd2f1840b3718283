import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { ReceivedMail } from './service.ts';

export interface MailSink {
  /** What programs need to send their mail here. */
  readonly variables: Readonly<Record<string, string>>;
  readonly mails: readonly ReceivedMail[];
  stop(): Promise<void>;
}

/** A mail server that takes every message and keeps it. */
export async function startMailSink(): Promise<MailSink> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      text(stream).then((message) => {
        const [to] = envelope.rcptTo;
        mails.push({ to: to?.address ?? '', receivedAt: Date.now(), text: message });
        done();
      }, done);
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    variables: { MAIL: 'smtp', SMTP_HOST: '127.0.0.1', SMTP_PORT: String(port) },
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
