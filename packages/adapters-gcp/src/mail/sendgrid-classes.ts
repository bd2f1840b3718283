import client from '@sendgrid/client';
import mail from '@sendgrid/mail';

// The types of both packages know only an instance that all would share, and keep the class beside it
// from ES modules.
export const { Client } = client as typeof client & { readonly Client: new () => typeof client };
export const { MailService } = mail as typeof mail & {
  readonly MailService: new () => typeof mail;
};

export type SendgridClient = typeof client;
export type MailData = Exclude<Parameters<typeof mail.send>[0], readonly unknown[]>;
