import type { MailMessage } from '@cloudconvert/core';
import type { DeliveredMessage } from '@cloudconvert/testing';
import {
  type SendgridMail,
  type SendgridServer,
  startSendgridServer,
} from '@cloudconvert/testing-gcp';
import { onTestFinished } from 'vitest';
import { SendgridMailer, type SendgridMailerOptions } from '../../src/mail/index.ts';

export const apiKey = 'SG.key-of-the-tests';
export const sender = {
  from: 'CloudConvert <converter@cloudconvert.example>',
  host: 'convert.example.com',
};
export const start = new Date('2026-03-01T12:00:00Z');
export const message: MailMessage = {
  id: '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11.1.processed',
  to: 'ada@example.com',
  subject: 'song.wav is now mp3',
  text: 'Here it is: https://cloudconvert.example/api/files/7?signature=secret',
  html: '<a href="https://cloudconvert.example/api/files/7?signature=secret">Here it is</a>',
};

/** Time that passes only by pauses. */
function pausesOnly() {
  const pauses: number[] = [];
  let now = start.getTime();
  const pause: SendgridMailerOptions['pause'] = async (milliseconds, signal) => {
    signal?.throwIfAborted();
    pauses.push(milliseconds);
    now += milliseconds;
  };
  return { clock: () => new Date(now), pause, pauses };
}

export async function startServer(): Promise<SendgridServer> {
  const server = await startSendgridServer({ apiKey });
  onTestFinished(() => server.close());
  return server;
}

/** A mailer to `baseUrl`, and the milliseconds of each pause that it has made. */
export function mailerTo(baseUrl: string, options: Partial<SendgridMailerOptions> = {}) {
  const { clock, pause, pauses } = pausesOnly();
  return {
    mailer: new SendgridMailer({ apiKey, sender, baseUrl, clock, pause, ...options }),
    pauses,
  };
}

export async function openMailer(options: Partial<SendgridMailerOptions> = {}) {
  const server = await startServer();
  return { server, ...mailerTo(server.url, options) };
}

/** A request as the person sees it in the end. */
export function asDelivered({ personalizations, subject, content, headers }: SendgridMail) {
  const [first] = personalizations;
  const partOf = (type: string) => content?.find((part) => part.type === type)?.value ?? '';
  return {
    to: first?.to.map(({ email }) => email).join() ?? '',
    subject: subject ?? '',
    text: partOf('text/plain'),
    html: partOf('text/html'),
    messageId: headers?.['Message-ID'] ?? '',
  } satisfies DeliveredMessage;
}
