/** The beginning of an MP4 file (ISO/IEC 14496-12). */
const fileType = Buffer.from('00000018667479704d344120000000004d34412069736f6d', 'hex');

/** An MP4 whose one box claims to have `size` bytes. */
export function boxClaiming(size: bigint, type: string): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write(type, 4, 'latin1');
  header.writeBigUInt64BE(size, 8);
  return Buffer.concat([fileType, header, Buffer.alloc(1000)]);
}

/** An MP4 with `depth` boxes, each in the one before. */
export function nestedBoxes(depth: number): Buffer {
  const boxes = Buffer.alloc(8 * depth);
  for (let index = 0; index < depth; index += 1) {
    boxes.writeUInt32BE(8 * (depth - index), 8 * index);
    boxes.write('moov', 8 * index + 4, 'latin1');
  }
  return Buffer.concat([fileType, boxes]);
}
