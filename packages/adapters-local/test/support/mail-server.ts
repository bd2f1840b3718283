import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setDefaultCACertificates } from 'node:tls';
import type { DeliveredMessage } from '@cloudconvert/testing';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { certificate, privateKey } from './certificate.ts';

setDefaultCACertificates([certificate]);

export interface TestMailServer {
  readonly host: string;
  readonly port: number;
  /** What arrived, as it arrived. */
  readonly raw: readonly string[];
}

/** A mail server on this machine that takes every message unless `options` say otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const raw: string[] = [];
  const server = new SMTPServer({
    key: privateKey,
    cert: certificate,
    authOptional: true,
    onData(stream, _, callback) {
      text(stream).then((message) => {
        raw.push(message);
        callback();
      }, callback);
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { host: 'localhost', port, raw };
}

/** A reply of the server, as its hooks give one. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A message as a mail program shows it. */
export async function parse(message: string | Buffer): Promise<DeliveredMessage> {
  const mail = await simpleParser(message, { skipTextToHtml: true });
  return {
    to: addressOf(mail),
    subject: mail.subject ?? '',
    text: (mail.text ?? '').replace(/\n$/, ''),
    html: (mail.html || '').replace(/\n$/, ''),
    messageId: mail.messageId ?? '',
  };
}

function addressOf({ to }: ParsedMail): string {
  return Array.isArray(to) ? to.map((one) => one.text).join() : (to?.text ?? '');
}
