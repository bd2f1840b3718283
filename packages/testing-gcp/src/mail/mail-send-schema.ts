import { z } from 'zod';
import {
  address,
  addresses,
  attachments,
  content,
  customArgs,
  headers,
  personalization,
} from './mail-parts-schema.ts';
import { mailSettings, trackingSettings } from './mail-settings-schema.ts';

const maxPersonalizations = 1000;

/**
 * The body of `POST /v3/mail/send` as Twilio publishes it (github.com/twilio/sendgrid-oai,
 * `tsg_mail_v3`), with no field that it doesn't name.
 */
export const mailSendSchema = z
  .strictObject({
    personalizations: z.array(personalization).min(1).max(maxPersonalizations),
    from: address,
    reply_to: address.optional(),
    reply_to_list: addresses.optional(),
    subject: z.string().min(1).optional(),
    content: content.optional(),
    attachments: attachments.optional(),
    template_id: z.string().optional(),
    headers: headers.optional(),
    categories: z.array(z.string().max(255)).max(10).optional(),
    custom_args: customArgs.optional(),
    send_at: z.int().optional(),
    batch_id: z.string().optional(),
    asm: z
      .strictObject({ group_id: z.int(), groups_to_display: z.array(z.int()).max(25).optional() })
      .optional(),
    ip_pool_name: z.string().min(2).max(64).optional(),
    mail_settings: mailSettings.optional(),
    tracking_settings: trackingSettings.optional(),
  })
  .refine((mail) => mail.template_id || mail.content, {
    path: ['content'],
    message: 'Required unless a template is used',
  })
  .refine(
    (mail) =>
      mail.template_id || mail.subject || mail.personalizations.every(({ subject }) => subject),
    { path: ['subject'], message: 'Required unless a template or each personalization has one' },
  )
  .refine((mail) => !(mail.reply_to && mail.reply_to_list), {
    path: ['reply_to'],
    message: 'Cannot be used together with reply_to_list',
  });

/** A request that was accepted, in the words of the API. */
export type SendgridMail = z.output<typeof mailSendSchema>;
