import { inspect } from 'node:util';
import { mailerContract } from '@cloudconvert/testing';
import type { SendgridAnswer } from '@cloudconvert/testing-gcp';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  apiKey,
  asDelivered,
  mailerTo,
  message,
  openMailer,
  sender,
  start,
} from './support/sendgrid.ts';

const startSeconds = start.getTime() / 1000;
const unavailable = { name: 'DomainError', code: 'mail_unavailable' };
const rejected = { name: 'DomainError', code: 'mail_rejected' };

mailerContract('SendgridMailer', {
  open: async () => {
    const { server, mailer } = await openMailer();
    const delivered = async () => server.delivered().map(asDelivered);
    return { mailer, host: sender.host, delivered };
  },
  openUnavailable: async () => mailerTo('http://127.0.0.1:1').mailer,
  openRefusing: async () => (await openMailer({ sender: { ...sender, from: 'nobody' } })).mailer,
});

test('says who sends, to one person, and that no machine shall answer', async () => {
  const { server, mailer } = await openMailer();

  await mailer.send(message);

  expect(server.delivered()).toMatchObject([
    {
      from: { name: 'CloudConvert', email: 'converter@cloudconvert.example' },
      personalizations: [{ to: [{ email: 'ada@example.com' }] }],
      headers: {
        'Message-ID': `<${message.id}@convert.example.com>`,
        'Auto-Submitted': 'auto-generated',
      },
    },
  ]);
});

test.each([
  ['converter@cloudconvert.example', undefined],
  ['<converter@cloudconvert.example>', undefined],
  ['Cloud Convert <converter@cloudconvert.example>', 'Cloud Convert'],
  ['"Convert, Cloud" <converter@cloudconvert.example>', 'Convert, Cloud'],
])('takes the sender %s', async (from, name) => {
  const { server, mailer } = await openMailer({ sender: { ...sender, from } });

  await mailer.send(message);

  const email = 'converter@cloudconvert.example';
  expect(server.delivered()[0]?.from).toEqual(name ? { name, email } : { email });
});

test('lets nobody rewrite or count the links', async () => {
  const { server, mailer } = await openMailer();

  await mailer.send(message);

  expect(server.delivered()[0]?.tracking_settings).toEqual({
    click_tracking: { enable: false, enable_text: false },
    open_tracking: { enable: false },
    subscription_tracking: { enable: false },
    ganalytics: { enable: false },
  });
});

test.each([400, 404, 413, 422])('takes %i as final, without another try', async (status) => {
  const { server, mailer, pauses } = await openMailer();
  server.answerWith({ status });

  await expect(mailer.send(message)).rejects.toMatchObject(rejected);

  expect(pauses).toEqual([]);
  expect(server.received()).toBe(1);
});

test.each([401, 403])('blames the key and not the message for %i', async (status) => {
  const { server, mailer } = await openMailer();
  server.answerWith({ status, errors: [{ message: 'Maximum credits exceeded', field: null }] });

  await expect(mailer.send(message)).rejects.toMatchObject({
    ...unavailable,
    cause: { message: `SendGrid answered ${status}, Maximum credits exceeded` },
  });

  expect(server.received()).toBe(1);
});

test('can be tried again when the key is wrong', async () => {
  const { server, mailer } = await openMailer({ apiKey: 'SG.revoked' });

  await expect(mailer.send(message)).rejects.toMatchObject(unavailable);

  expect(server.delivered()).toEqual([]);
});

const minuteLater = new Date(start.getTime() + 40_000).toUTCString();
const answers: readonly (readonly [string, SendgridAnswer, number])[] = [
  [
    '429 with a time',
    { status: 429, headers: { 'X-RateLimit-Reset': `${startSeconds + 7}` } },
    7e3,
  ],
  ['429 with seconds', { status: 429, headers: { 'Retry-After': '12' } }, 12_000],
  ['429 with a past time', { status: 429, headers: { 'X-RateLimit-Reset': '1392815263' } }, 1000],
  ['429 with nothing', { status: 429 }, 1000],
  ['408', { status: 408 }, 1000],
  ['500', { status: 500 }, 1000],
  [
    '500 that counts',
    { status: 500, headers: { 'X-RateLimit-Reset': `${startSeconds + 9}` } },
    1000,
  ],
  ['503 with seconds', { status: 503, headers: { 'Retry-After': '5' } }, 5000],
  ['503 with a date', { status: 503, headers: { 'Retry-After': minuteLater } }, 40_000],
  ['503 with nonsense', { status: 503, headers: { 'Retry-After': 'soon' } }, 1000],
  ["a gateway's page", { status: 200 }, 1000],
];

test.each(answers)('waits as long as it is told by %s', async (_, answer, expected) => {
  const { server, mailer, pauses } = await openMailer();
  server.answerWith(answer);

  await mailer.send(message);

  expect(pauses).toEqual([expected]);
  expect(server.delivered()).toHaveLength(1);
});

test('waits longer each time and gives up within a minute', async () => {
  const { server, mailer, pauses } = await openMailer();
  server.answerWith(...Array.from({ length: 20 }, () => ({ status: 500 })));

  await expect(mailer.send(message)).rejects.toMatchObject({
    ...unavailable,
    cause: { message: 'SendGrid answered 500' },
  });

  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000]);
});

test('leaves a longer pause to whoever tries again', async () => {
  const { server, mailer, pauses } = await openMailer();
  server.answerWith({ status: 429, headers: { 'Retry-After': '61' } });

  await expect(mailer.send(message)).rejects.toMatchObject(unavailable);

  expect(pauses).toEqual([]);
});

test('tries again when nobody listens', async () => {
  const { mailer, pauses } = mailerTo('http://127.0.0.1:1');

  await expect(mailer.send(message)).rejects.toMatchObject({
    ...unavailable,
    cause: { message: 'SendGrid did not accept the request (ECONNREFUSED)' },
  });

  expect(pauses).toHaveLength(5);
});

test('tries again when a server says nothing for half a minute', async () => {
  const { server, mailer } = await openMailer();
  server.answerWith('silence');
  const passed = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(passed.signal);
  onTestFinished(() => timeout.mockRestore());
  const sending = mailer.send(message);
  await vi.waitFor(() => expect(server.received()).toBe(1));

  passed.abort();

  await sending;
  expect(timeout).toHaveBeenCalledWith(30_000);
  expect(server.delivered()).toHaveLength(1);
});

/** Earlier than the mailer would give up by itself. */
const soon = { timeout: 5000 };

test("ends with the signal's reason while the server says nothing", soon, async () => {
  const pause = () => Promise.reject(new Error('there is nothing to wait for'));
  const { server, mailer } = await openMailer({ pause });
  server.answerWith('silence');
  const aborter = new AbortController();
  const sending = mailer.send(message, aborter.signal);
  await vi.waitFor(() => expect(server.received()).toBe(1));
  const reason = new Error('stopping');

  aborter.abort(reason);

  await expect(sending).rejects.toBe(reason);
});

test("ends with the signal's reason in a pause", soon, async () => {
  const aborter = new AbortController();
  const reason = new Error('stopping');
  const { server, mailer } = await openMailer({
    async pause(_, signal) {
      aborter.abort(reason);
      signal?.throwIfAborted();
    },
  });
  server.answerWith({ status: 503 });

  await expect(mailer.send(message, aborter.signal)).rejects.toBe(reason);

  expect(server.received()).toBe(1);
});

test('names the field at fault', async () => {
  const { mailer } = await openMailer();

  await expect(mailer.send({ ...message, to: 'nobody' })).rejects.toMatchObject({
    ...rejected,
    cause: { message: 'SendGrid answered 400, personalizations.0.to.0.email' },
  });
});

const quoting = { message: `${message.text} of ${message.to}`, field: message.subject };

test.each<readonly [string, SendgridAnswer]>([
  ['refuses', { status: 400, errors: [quoting] }],
  ['is away', { status: 503, headers: { 'Retry-After': '100' }, errors: [quoting] }],
  ['does not know the key', { status: 401 }],
])('tells the log neither key nor message when the server %s', async (_, answer) => {
  const { server, mailer } = await openMailer();
  server.answerWith(answer);

  const failure = await mailer.send(message).catch((error: unknown) => error);

  const shown = inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  expect(shown).toContain('SendGrid answered');
  for (const secret of [apiKey, sender.from, message.to, message.subject, 'signature']) {
    expect(shown).not.toContain(secret);
  }
});

test('tells the log neither key nor message when nobody listens', async () => {
  const { mailer } = mailerTo('http://127.0.0.1:1');

  const failure = await mailer.send(message).catch((error: unknown) => error);

  const shown = inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  expect(shown).toContain('ECONNREFUSED');
  for (const secret of [apiKey, message.to, 'signature']) expect(shown).not.toContain(secret);
});
