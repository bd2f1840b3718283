import type { MailMessage } from '@cloudconvert/core';
import type { SendMailOptions } from 'nodemailer';

/** The part of `from` after the `@`: `Name <name@domain>` or `name@domain`. */
function domainOf(from: string): string {
  return /@([^@\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}

/** A message as nodemailer takes it. */
export function compose(from: string, message: MailMessage): SendMailOptions {
  const { id, to, subject, text, html } = message;
  return {
    from,
    // Not as text, in which a comma would make two addresses of it.
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${domainOf(from)}>`,
    // RFC 3834, 5: so that no machine answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
