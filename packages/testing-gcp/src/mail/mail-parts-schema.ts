import { z } from 'zod';

const filled = z.string().min(1);
const maxRecipients = 1000;
const maxCustomArgsBytes = 10_000;

/** Those that SendGrid writes itself. */
const reservedHeader =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i;

export const address = z.strictObject({ email: z.email(), name: z.string().optional() });
export const addresses = z.array(address).max(maxRecipients);

export const headers = z.record(
  z.string().refine((name) => !reservedHeader.test(name), 'This header may not be set'),
  // RFC 5322, 2.2: what isn't ASCII must be encoded.
  z.string().regex(/^[\x20-\x7e]*$/, 'This is no value of a header'),
);

export const customArgs = z
  .record(z.string(), z.string())
  .refine((args) => Buffer.byteLength(JSON.stringify(args)) <= maxCustomArgsBytes, 'Too long');

const attachment = z.strictObject({
  content: z.base64().min(1),
  type: filled.optional(),
  filename: filled,
  disposition: z.enum(['inline', 'attachment']).optional(),
  content_id: z.string().optional(),
});
export const attachments = z.array(attachment);

const contentOrder = ['text/plain', 'text/html'];

/** "If present, text/plain and text/html must be the first and second of this array in this order." */
export const content = z
  .array(z.strictObject({ type: filled, value: filled }))
  .min(1)
  .refine((parts) => {
    const leading = contentOrder.filter((type) => parts.some((part) => part.type === type));
    return leading.every((type, index) => parts[index]?.type === type);
  }, 'text/plain must come first, then text/html');

export const personalization = z
  .strictObject({
    from: address.optional(),
    to: addresses.min(1),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    subject: filled.optional(),
    headers: headers.optional(),
    substitutions: z.record(z.string(), z.string()).optional(),
    dynamic_template_data: z.record(z.string(), z.unknown()).optional(),
    custom_args: customArgs.optional(),
    send_at: z.int().optional(),
  })
  .refine(({ to, cc = [], bcc = [] }) => {
    const all = [...to, ...cc, ...bcc].map(({ email }) => email.toLowerCase());
    return new Set(all).size === all.length;
  }, 'Each address may be named only once in to, cc and bcc');
