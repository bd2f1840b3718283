/** What encoders of more than two channels take, by ffmpeg's names (`ffmpeg -layouts`). */
const usual: readonly string[] = ['mono', 'stereo', '3.0', 'quad', '5.0', '5.1', '6.1', '7.1'];
/** AAC's own configuration of four channels (ISO/IEC 14496-3, table 1.19) has one at the back. */
const ofAac = usual.with(3, '4.0');

/** What so many channels usually are where the file does not say. */
export function usualLayout(channels: number): string | undefined {
  return usual[channels - 1];
}

/** The layout in which `encoder` gets `channels` channels. */
export function layoutFor(encoder: string, channels: number): string | undefined {
  return (encoder === 'aac' ? ofAac : usual)[channels - 1];
}
