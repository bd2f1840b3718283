import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { MailMessage } from '@cloudconvert/core';
import { mailerContract } from '@cloudconvert/testing';
import type { SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { SmtpMailer, type SmtpServer } from '../src/index.ts';
import { parse, reply, startMailServer } from './support/mail-server.ts';

const sender = {
  from: 'CloudConvert <converter@cloudconvert.example>',
  host: 'convert.example.com',
};
const message: MailMessage = {
  id: '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11.1.processed',
  to: 'ada@example.com',
  subject: 'song.wav is now mp3',
  text: 'Here it is',
  html: '<p>Here it is</p>',
};

function mailerTo(server: Omit<SmtpServer, 'secure'> & Partial<SmtpServer>): SmtpMailer {
  const { host, port, secure = false, login } = server;
  const mailer = new SmtpMailer({
    server: { host, port, secure, ...(login && { login }) },
    sender,
  });
  onTestFinished(() => mailer.close());
  return mailer;
}

async function mailerToServer(options?: SMTPServerOptions): Promise<SmtpMailer> {
  return mailerTo(await startMailServer(options));
}

/** A server that takes connections and says nothing. */
async function startSilentServer() {
  const connected = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    connected.resolve();
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { host: '127.0.0.1', port, connected: connected.promise };
}

const refusing: SMTPServerOptions = {
  onRcptTo: (_, __, callback) => callback(reply(550, 'No such user here')),
};

mailerContract('SmtpMailer', {
  open: async () => {
    const server = await startMailServer();
    const delivered = () => Promise.all(server.raw.map(parse));
    return { mailer: mailerTo(server), host: sender.host, delivered };
  },
  openUnavailable: async () => mailerTo({ host: '127.0.0.1', port: 1 }),
  openRefusing: () => mailerToServer(refusing),
});

test('says who sends, and that no machine shall answer', async () => {
  const server = await startMailServer();

  await mailerTo(server).send(message);

  const [raw = ''] = server.raw;
  expect(raw).toContain('From: CloudConvert <converter@cloudconvert.example>');
  expect(raw).toContain('Auto-Submitted: auto-generated');
});

test.each([false, true])('logs in over TLS (from the first byte: %s)', async (secure) => {
  const logins: string[] = [];
  const server = await startMailServer({
    secure,
    authOptional: false,
    onAuth({ username, password }, session, callback) {
      logins.push(`${username}:${password} ${session.secure ? 'encrypted' : 'in the open'}`);
      callback(null, { user: username });
    },
  });
  const login = { user: 'service', password: 'secret' };

  await mailerTo({ ...server, secure, login }).send(message);

  expect(logins).toEqual(['service:secret encrypted']);
  expect(server.raw).toHaveLength(1);
});

test('tells no password to a server that does not encrypt', async () => {
  const logins: string[] = [];
  const server = await startMailServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username }, _, callback) {
      logins.push(username ?? '');
      callback(null, { user: username });
    },
  });
  const mailer = mailerTo({ ...server, login: { user: 'service', password: 'secret' } });

  await expect(mailer.send(message)).rejects.toMatchObject({ code: 'mail_unavailable' });

  expect(logins).toEqual([]);
});

test('tries again later when the login is refused, since the message is not at fault', async () => {
  const server = await startMailServer({
    onAuth: (_, __, callback) => callback(reply(535, 'Bad credentials')),
  });
  const mailer = mailerTo({ ...server, login: { user: 'service', password: 'wrong' } });

  await expect(mailer.send(message)).rejects.toMatchObject({ code: 'mail_unavailable' });
});

test('tries again later when the server wants a login that it was not told of', async () => {
  const mailer = await mailerToServer({
    onMailFrom: (_, __, done) => done(reply(530, 'Authentication required')),
  });

  await expect(mailer.send(message)).rejects.toMatchObject({ code: 'mail_unavailable' });
});

const hooks: readonly (readonly [string, (code: number) => SMTPServerOptions])[] = [
  ['sender', (code) => ({ onMailFrom: (_, __, done) => done(reply(code, 'No')) })],
  ['recipient', (code) => ({ onRcptTo: (_, __, done) => done(reply(code, 'No')) })],
  [
    'content',
    (code) => ({
      onData(stream, _, done) {
        stream.resume().on('end', () => done(reply(code, 'No')));
      },
    }),
  ],
];

test.each(hooks)('tells a temporary refusal of the %s from a final one', async (_, answering) => {
  const [temporary, final] = [answering(451), answering(554)];

  const failures = await Promise.allSettled([
    (await mailerToServer(temporary)).send(message),
    (await mailerToServer(final)).send(message),
  ]);

  expect(failures).toMatchObject([
    { reason: { code: 'mail_unavailable', cause: { responseCode: 451 } } },
    { reason: { code: 'mail_rejected', cause: { responseCode: 554 } } },
  ]);
});

test('sends the next message after one was refused', async () => {
  const server = await startMailServer({
    onRcptTo: ({ address }, _, done) =>
      done(address.startsWith('nobody') ? reply(550, 'No such user here') : undefined),
  });
  const mailer = mailerTo(server);
  await expect(mailer.send({ ...message, to: 'nobody@example.com' })).rejects.toThrow();

  await mailer.send(message);

  expect(server.raw).toHaveLength(1);
});

/** Earlier than the mailer would give up by itself. */
const soon = { timeout: 5000 };

test("ends with the signal's reason while the server says nothing", soon, async () => {
  const server = await startSilentServer();
  const aborter = new AbortController();
  const sending = mailerTo(server).send(message, aborter.signal);
  await server.connected;
  const reason = new Error('stopping');

  aborter.abort(reason);

  await expect(sending).rejects.toBe(reason);
});

test('closes while a server says nothing, and the message can be sent again', soon, async () => {
  const server = await startSilentServer();
  const mailer = mailerTo(server);
  const sending = mailer.send(message);
  await server.connected;

  mailer.close();

  await expect(sending).rejects.toMatchObject({ code: 'mail_unavailable' });
});
