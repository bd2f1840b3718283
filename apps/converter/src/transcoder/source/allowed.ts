/**
 * Containers, by ffmpeg's names, that hold sound and refer to nothing else: no playlists, no manifests,
 * no image sequences, no devices.
 */
export const demuxers: readonly string[] = [
  ...['mp3', 'aac', 'ogg', 'flac', 'wav', 'w64', 'aiff', 'au', 'caf', 'asf', 'mov', 'matroska'],
  ...['amr', 'ape', 'wv', 'tta', 'ac3', 'eac3', 'mpc', 'mpc8', 'dsf', 'avi', 'mpegts'],
  ...['flv', 'mpeg', 'dts'],
];

const pcm = [
  ...['pcm_u8', 'pcm_s8', 'pcm_alaw', 'pcm_mulaw', 'pcm_bluray', 'pcm_dvd'],
  ...['pcm_s16le', 'pcm_s16be', 'pcm_u16le', 'pcm_u16be', 'pcm_s24le', 'pcm_s24be', 'pcm_u24le'],
  ...['pcm_s32le', 'pcm_s32be', 'pcm_u32le', 'pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_f64be'],
];
const adpcm = [
  ...['adpcm_ima_wav', 'adpcm_ima_qt', 'adpcm_ms', 'adpcm_yamaha', 'adpcm_swf', 'g722', 'g726'],
  ...['gsm', 'gsm_ms', 'libgsm', 'libgsm_ms', 'truespeech'],
];
const lossless = [
  ...['flac', 'alac', 'ape', 'tta', 'wavpack', 'wmalossless', 'truehd', 'mlp', 'als'],
  ...['dsd_lsbf', 'dsd_lsbf_planar', 'dsd_msbf', 'dsd_msbf_planar'],
];
const lossy = [
  ...['mp1', 'mp1float', 'mp2', 'mp2float', 'mp3', 'mp3float', 'aac', 'aac_latm', 'ac3', 'eac3'],
  ...['vorbis', 'libvorbis', 'opus', 'libopus', 'speex', 'libspeex', 'dca', 'mpc7', 'mpc8'],
  ...['wmav1', 'wmav2', 'wmapro', 'wmavoice', 'amrnb', 'amrwb'],
  ...['libopencore_amrnb', 'libopencore_amrwb'],
];

export const audioDecoders: readonly string[] = [...pcm, ...adpcm, ...lossless, ...lossy];

const pictures = ['png', 'apng', 'mjpeg', 'gif', 'bmp', 'tiff', 'webp'];
const videos = [
  ...['h263', 'h264', 'hevc', 'mpeg1video', 'mpeg2video', 'mpeg4', 'msmpeg4', 'msmpeg4v1'],
  ...['msmpeg4v2', 'wmv1', 'wmv2', 'wmv3', 'vc1', 'theora', 'vp8', 'vp9', 'libvpx', 'libvpx-vp9'],
  ...['av1', 'libdav1d', 'libaom-av1', 'libaom', 'rawvideo', 'dvvideo', 'prores', 'flv'],
];
const subtitles = [
  ...['mov_text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt', 'text', 'dvbsub', 'dvdsub', 'pgssub'],
  ...['cc_dec', 'libzvbi_teletextdec', 'xsub'],
];

/**
 * ffprobe opens the decoder of every stream and stops at one that it may not open, so it is also
 * allowed those of covers and of common films; a rare one is more likely an attack than a recording.
 */
export const probeDecoders: readonly string[] = [
  ...audioDecoders,
  ...pictures,
  ...videos,
  ...subtitles,
];
