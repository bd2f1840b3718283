import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailMessage } from '@cloudconvert/core';
import { MemoryLogger, mailerContract } from '@cloudconvert/testing';
import { expect, test } from 'vitest';
import { OutboxMailer } from '../src/index.ts';
import { newFolder } from './support/folder.ts';
import { parse } from './support/mail-server.ts';

const host = 'convert.example.com';
const sender = { from: 'CloudConvert <converter@localhost>', host };
const link = 'http://localhost:3000/api/files/8c0d?expires=1&signature=abc';
const message: MailMessage = {
  id: '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11.1.processed',
  to: 'ada@example.com',
  subject: 'song.wav is now mp3',
  text: `Download it here: ${link}\n\nor see https://example.com`,
  html: '<p>Here it is</p>',
};

async function openOutbox({ logsLinks = false } = {}) {
  const directory = join(await newFolder(), 'outbox');
  const logger = new MemoryLogger();
  return {
    directory,
    logger,
    mailer: await OutboxMailer.open({ directory, sender, logsLinks, logger }),
  };
}

async function messagesIn(directory: string): Promise<readonly Buffer[]> {
  const names = await readdir(directory).catch(() => []);
  return Promise.all(names.toSorted().map((name) => readFile(join(directory, name))));
}

mailerContract('OutboxMailer', {
  open: async () => {
    const { directory, mailer } = await openOutbox();
    const delivered = async () => Promise.all((await messagesIn(directory)).map(parse));
    return { mailer, host, delivered };
  },
  openUnavailable: async () => {
    const { directory, mailer } = await openOutbox();
    await rm(directory, { recursive: true });
    await writeFile(directory, '');
    return mailer;
  },
  openRefusing: 'takes every message',
});

test('names each file by time and message', async () => {
  const { directory, mailer } = await openOutbox();

  await mailer.send(message);

  expect(await readdir(directory)).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-8c0d[\w-]+_1_processed\.eml$/),
  ]);
});

test('lets nobody else read the messages', async () => {
  const { directory, mailer } = await openOutbox();

  await mailer.send(message);

  const [name = ''] = await readdir(directory);
  expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});

test('ends lines as the standard wants it', async () => {
  const { directory, mailer } = await openOutbox();

  await mailer.send(message);

  expect(String((await messagesIn(directory))[0]).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test.each([
  { logsLinks: true, fields: { link } },
  { logsLinks: false, fields: {} },
])('logs where the message is, and its link only if told: %j', async ({ logsLinks, fields }) => {
  const { directory, logger, mailer } = await openOutbox({ logsLinks });

  await mailer.send(message);

  const [name = ''] = await readdir(directory);
  expect(logger.entries).toEqual([
    {
      level: 'info',
      message: 'mail written to the outbox',
      fields: { event: 'mail.written', file: join(directory, name), ...fields },
    },
  ]);
});

test('keeps a message in its folder whatever its id is', async () => {
  const { directory, mailer } = await openOutbox();

  await mailer.send({ ...message, id: '../../task' });

  expect(await readdir(directory)).toEqual([expect.stringMatching(/Z-______task\.eml$/)]);
});
