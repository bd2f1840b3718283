/** Bytes of an ID3v2 tag before what is in it. */
const id3HeaderLength = 10;
const sizeOffset = 6;

/**
 * The bytes that an ID3v2 tag at the beginning of a file claims to take; 0 where there is none. Its size
 * is four bytes of seven bits each (ID3v2.4.0, 6.2).
 */
export function id3Length(head: Buffer): number {
  if (head.length < id3HeaderLength || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = head.subarray(sizeOffset, id3HeaderLength);
  return size.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0) + id3HeaderLength;
}
