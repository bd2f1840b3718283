/** In front of each frame in a packet, in bytes (ASF specification, 5.2.3.3: compressed payloads with lengths). */
const payloadHeader = 17;
/** The most in front of all of them, in bytes (ASF specification, 5.2.1 and 5.2.2). */
const packetHeader = 32;
const framesInPacket = 8;

/**
 * A packet's size in bytes that eight frames fill. ffmpeg splits no frame between two packets, so with
 * its default of 3200 bytes up to half of a file was padding.
 */
export function asfPacketSize(frameSeconds: number, bitRate: number): number {
  const frame = Math.floor((bitRate * frameSeconds) / 8);
  return framesInPacket * (frame + payloadHeader) + packetHeader;
}
