import type { ByteStream } from '../ports/file-storage.ts';
import { checkSignature, signatureLength } from './file-signature.ts';

/**
 * The pieces of `source`, unless its first bytes are certainly no sound.
 * @param field by which the file came, if by one
 * @throws DomainError `not_audio`
 */
export async function* checkedSignature(source: ByteStream, field?: string): ByteStream {
  let head = new Uint8Array(0);
  for await (const chunk of source) {
    if (head.length < signatureLength) {
      head = extend(head, chunk);
      if (head.length >= signatureLength) checkSignature(head, field);
    }
    yield chunk;
  }
  if (head.length < signatureLength) checkSignature(head, field);
}

function extend(head: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const missing = signatureLength - head.length;
  return Uint8Array.from([...head, ...chunk.subarray(0, missing)]);
}
