import type { MailMessage, MailSender } from '@cloudconvert/core';
import type { MailData } from './sendgrid-classes.ts';

/** `name@domain`, `<name@domain>` or `Name <name@domain>`, the name perhaps in quotes. */
const mailbox = /^(?:\s*"?(?<name>[^<"]*?)"?\s*<)?\s*(?<email>[^\s<>]+@[^\s<>]+?)\s*>?\s*$/;

/**
 * SendGrid writes links anew in order to count clicks, unless each message forbids it, and whoever
 * reads them there could download the file.
 */
const noTracking = {
  clickTracking: { enable: false, enableText: false },
  openTracking: { enable: false },
  subscriptionTracking: { enable: false },
  ganalytics: { enable: false },
};

/** A message as SendGrid's client takes it. */
export function compose({ from, host }: MailSender, message: MailMessage): MailData {
  const { id, to, subject, text, html } = message;
  const { name = '', email = from } = mailbox.exec(from)?.groups ?? {};
  return {
    from: { name, email },
    // Not as text, in which the client would look for a name.
    to: { email: to },
    subject,
    // The client puts them in this order, which the API demands.
    text,
    html,
    headers: {
      'Message-ID': `<${id}@${host}>`,
      // RFC 3834, 5: so that no machine answers.
      'Auto-Submitted': 'auto-generated',
    },
    trackingSettings: noTracking,
  };
}
