import type { MailMessage, MailSender } from '@cloudconvert/core';
import type { SendMailOptions } from 'nodemailer';

/** A message as nodemailer takes it. */
export function compose({ from, host }: MailSender, message: MailMessage): SendMailOptions {
  const { id, to, subject, text, html } = message;
  return {
    from,
    // Not as text, in which a comma would make two addresses of it.
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${host}>`,
    // RFC 3834, 5: so that no machine answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
