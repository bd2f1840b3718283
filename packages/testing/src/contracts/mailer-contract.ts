import { randomUUID } from 'node:crypto';
import type { ErrorCode, Mailer, MailMessage } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';

/** What arrived, as a mail program shows it. */
export interface DeliveredMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** `<id@host>`: the same for the same message, however it is sent. */
  readonly messageId: string;
}

export interface Mailbox {
  readonly mailer: Mailer;
  /** Of the service whose messages these are. */
  readonly host: string;
  delivered(): Promise<readonly DeliveredMessage[]>;
}

export interface MailerContractOptions {
  /** What must be closed is closed by the factory's own `onTestFinished`. */
  readonly open: () => Promise<Mailbox>;
  /** A mailer whose server can't be reached. */
  readonly openUnavailable: () => Promise<Mailer>;
  /** A mailer whose server refuses every message for good, or the word that nobody refuses. */
  readonly openRefusing: (() => Promise<Mailer>) | 'takes every message';
}

/** The law of `Mailer`, as tests of one implementation. */
export function mailerContract(name: string, options: MailerContractOptions): void {
  const { open, openUnavailable, openRefusing } = options;
  describe(`${name} keeps the law of Mailer`, () => {
    testDelivery(open);
    test('ends with the reason of a signal that has aborted', async () => {
      const { mailer, delivered } = await open();
      const reason = new Error('stopping');
      await expect(mailer.send(newMessage(), AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(await delivered()).toEqual([]);
    });
    testFailure('can be tried again when the server is away', openUnavailable, 'mail_unavailable');
    if (openRefusing === 'takes every message') return;
    testFailure('is final when the server refuses', openRefusing, 'mail_rejected');
  });
}

function testDelivery(open: MailerContractOptions['open']): void {
  test('delivers text and HTML as they are', async () => {
    const { mailer, delivered } = await open();
    const message = newMessage();
    await mailer.send(message);
    const { id: _, ...content } = message;
    expect(await delivered()).toEqual([expect.objectContaining(content)]);
  });

  test('names each try of one message alike, and no two messages, at the host of the service', async () => {
    const { mailer, host, delivered } = await open();
    const [message, other] = [newMessage(), newMessage()];
    for (const each of [message, message, other]) await mailer.send(each);
    const ids = (await delivered()).map(({ messageId }) => messageId);
    const expected = [message, message, other].map(({ id }) => `<${id}@${host}>`);
    expect(ids.toSorted()).toEqual(expected.toSorted());
  });
}

function testFailure(what: string, openFailing: () => Promise<Mailer>, code: ErrorCode): void {
  test(what, async () => {
    const mailer = await openFailing();
    const failure = expect.objectContaining({ name: 'DomainError', code });
    await expect(mailer.send(newMessage())).rejects.toEqual(failure);
  });
}

function newMessage(): MailMessage {
  const link = 'http://localhost:3000/api/files/1?signature=a%2Bb&expires=1&revision=1';
  return {
    id: `${randomUUID()}.1.processed`,
    to: 'ada@example.com',
    subject: 'Füße „live“.wav is now mp3',
    text: `Your file is ready.\n\n${link}\n.\nFrom here on it is yours: ${'long '.repeat(300)}…`,
    html: `<p>Your file is ready.</p>\n<p><a href="${link.replaceAll('&', '&amp;')}">Füße</a></p>`,
  };
}
