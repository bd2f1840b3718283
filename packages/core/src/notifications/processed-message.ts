import type { MailMessage } from '../ports/mailer.ts';
import type { Task } from '../tasks/task.ts';
import { escapeHtml, oneLine } from './message-text.ts';

/** The message that a file is ready, with a link that needs no login. */
export function processedMessage(
  { original, newFormat, warnings }: Task,
  link: string,
): Omit<MailMessage, 'id' | 'to'> {
  const name = oneLine(original.name);
  return {
    subject: `${name} is now ${newFormat}`,
    text: [
      `Your file ${name} has been converted to ${newFormat}.`,
      ...warnings.map(({ message }) => `Note: ${message}`),
      '',
      `Download it here: ${link}`,
      '',
      'The link needs no login, so share it only with people who may have the file.',
      'It stops working after 72 hours at the latest; after that, log in to see your files.',
    ].join('\n'),
    html: [
      `<p>Your file <strong>${escapeHtml(name)}</strong> has been converted to ${newFormat}.</p>`,
      ...warnings.map(({ message }) => `<p>Note: ${escapeHtml(message)}</p>`),
      `<p><a href="${escapeHtml(link)}">Download it</a></p>`,
      '<p>The link needs no login, so share it only with people who may have the file.',
      'It stops working after 72 hours at the latest; after that, log in to see your files.</p>',
    ].join('\n'),
  };
}
