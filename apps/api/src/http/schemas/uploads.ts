import { z } from 'zod';
import { mediaType } from './media-type.ts';
import { jsonOptions } from './options.ts';
import { text } from './text.ts';

/** 16 bytes have one spelling in base64: the last digit before the padding holds two bits. */
const md5 = text.regex(
  /^[A-Za-z0-9+/]{21}[AQgw]==$/,
  'must be the MD5 of the file in base64, as in Content-MD5',
);

/** The domain knows which sizes there are. */
export const openUploadBody = z.strictObject({
  fileName: text,
  size: z.number('must be a number'),
  newFormat: text,
  contentType: mediaType.default('application/octet-stream'),
  md5: md5.exactOptional(),
});

export const submitUploadBody = z.strictObject({ uploadId: text, newFormat: text, ...jsonOptions });
