import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Logger, Mailer, MailMessage, MailSender } from '@cloudconvert/core';
import { makeFolder, prepareFolder } from '../folders/make-folder.ts';
import { compose } from './compose.ts';
import { unavailable } from './mail-error.ts';

export interface OutboxMailerOptions {
  /** Made if missing. */
  readonly directory: string;
  readonly sender: MailSender;
  /** Whether nobody but the owner of the messages reads the log. */
  readonly logsLinks: boolean;
  readonly logger: Logger;
}

const firstLink = /https?:\/\/\S+/;

/** Writes each message to a file that mail programs open, in place of a mail server. */
export class OutboxMailer implements Mailer {
  readonly #options: OutboxMailerOptions;

  private constructor(options: OutboxMailerOptions) {
    this.#options = options;
  }

  /** Finds out now whether messages can be written, rather than with the first one. */
  static async open(options: OutboxMailerOptions): Promise<OutboxMailer> {
    await prepareFolder(options.directory);
    return new OutboxMailer(options);
  }

  async send(message: MailMessage, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { directory, sender, logsLinks, logger } = this.#options;
    const file = join(directory, fileNameOf(message));
    await write(file, await textOf(message, sender));
    // The one place where a link is logged: who runs the service on a laptop has no mailbox for it.
    const link = logsLinks ? firstLink.exec(message.text)?.[0] : undefined;
    logger.info(
      { event: 'mail.written', file, ...(link && { link }) },
      'mail written to the outbox',
    );
  }
}

/** nodemailer comes with the first message, as for mail servers. */
async function textOf(message: MailMessage, sender: MailSender): Promise<Buffer | Readable> {
  const { createTransport } = await import('nodemailer');
  // RFC 5322, 2.3: lines end with CR LF.
  const composer = createTransport({ streamTransport: true, newline: 'windows' });
  return (await composer.sendMail(compose(sender, message))).message;
}

/** Whole or not at all, and for nobody else to read. */
async function write(file: string, bytes: Buffer | Readable): Promise<void> {
  const unfinished = `${file}.new`;
  try {
    await makeFolder(dirname(file));
    await writeFile(unfinished, bytes, { mode: 0o600 });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw unavailable(error);
  }
}

/** Sorts by time; without the characters that some filesystem doesn't take. */
function fileNameOf({ id }: MailMessage): string {
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  return `${time}-${id.replaceAll(/[^\w-]/g, '_')}.eml`;
}
