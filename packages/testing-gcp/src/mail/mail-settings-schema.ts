import { z } from 'zod';

const text = z.string().optional();
const enable = z.boolean().optional();
const toggle = z.strictObject({ enable }).optional();

/** `mail_settings` of a request. */
export const mailSettings = z.strictObject({
  bypass_list_management: toggle,
  bypass_spam_management: toggle,
  bypass_bounce_management: toggle,
  bypass_unsubscribe_management: toggle,
  footer: z.strictObject({ enable, text, html: text }).optional(),
  sandbox_mode: toggle,
});

/** `tracking_settings` of a request. */
export const trackingSettings = z.strictObject({
  click_tracking: z.strictObject({ enable, enable_text: enable }).optional(),
  open_tracking: z.strictObject({ enable, substitution_tag: text }).optional(),
  subscription_tracking: z
    .strictObject({ enable, text, html: text, substitution_tag: text })
    .optional(),
  ganalytics: z
    .strictObject({
      enable,
      utm_source: text,
      utm_medium: text,
      utm_term: text,
      utm_content: text,
      utm_campaign: text,
    })
    .optional(),
});
