import type { MailMessage } from '../ports/mailer.ts';
import type { Task } from '../tasks/task.ts';
import type { TaskFailure } from '../tasks/task-failure.ts';
import { escapeHtml, oneLine } from './message-text.ts';

/** The message that a file could not be converted, and why. */
export function failedMessage(
  { original, newFormat }: Task,
  failure: TaskFailure,
): Omit<MailMessage, 'id' | 'to'> {
  const name = oneLine(original.name);
  return {
    subject: `${name} could not be converted`,
    text: [`We could not convert your file ${name} to ${newFormat}.`, '', failure.message].join(
      '\n',
    ),
    html: [
      `<p>We could not convert your file <strong>${escapeHtml(name)}</strong> to ${newFormat}.</p>`,
      `<p>${escapeHtml(failure.message)}</p>`,
    ].join('\n'),
  };
}
