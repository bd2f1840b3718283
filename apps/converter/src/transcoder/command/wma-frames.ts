/** Samples in a frame of WMA version 2 (libavcodec/wma_common.c, `ff_wma_get_frame_len_bits`). */
function frameLength(sampleRate: number): number {
  if (sampleRate <= 16_000) return 512;
  return sampleRate <= 22_050 ? 1024 : 2048;
}

/**
 * Silence of one frame at both ends. Frames overlap by half: decoders drop the first one, and have only a
 * half of the last.
 */
export function wmaSilence(sampleRate: number): readonly string[] {
  const samples = frameLength(sampleRate);
  return [`adelay=delays=${samples}S:all=1`, `apad=pad_len=${samples}`];
}

/** In front of each frame in a packet, in bytes (ASF specification, 5.2.3.3: compressed payloads with lengths). */
const payloadHeader = 17;
/** The most in front of all of them, in bytes (ASF specification, 5.2.1 and 5.2.2). */
const packetHeader = 32;
const framesInPacket = 8;

/**
 * A packet's size in bytes that eight frames fill. ffmpeg splits no frame between two packets, so with
 * its default of 3200 bytes up to half of a file was padding.
 */
export function asfPacketSize(sampleRate: number, bitRate: number): number {
  const frame = Math.floor((bitRate * frameLength(sampleRate)) / (8 * sampleRate));
  return framesInPacket * (frame + payloadHeader) + packetHeader;
}
