/** Why a conversion can't succeed, as a stable word for programs. */
export type FailureCode =
  | 'not_audio'
  | 'no_audio_stream'
  | 'no_sound'
  | 'damaged'
  | 'too_long'
  | 'too_large'
  | 'took_too_long'
  | 'unsupported_audio'
  | 'format_unavailable'
  | 'unavailable'
  | 'internal';

export interface TaskFailure {
  readonly code: FailureCode;
  /** A sentence for the person who uploaded the file. */
  readonly message: string;
}

const sentences: Record<FailureCode, string> = {
  not_audio:
    'This file is not audio, or in a format that we do not read. Try it as MP3, WAV or FLAC.',
  no_audio_stream: 'This file holds no sound, only other streams such as video or pictures.',
  no_sound: 'This file has an audio stream, but there is not a single sample in it.',
  damaged: 'This file is damaged or cut off. Export or download it again, then upload it again.',
  too_long: 'This recording is longer than we convert. Cut it into parts and upload those.',
  too_large: 'The converted file would be larger than we keep. Choose a format that compresses.',
  took_too_long: 'Converting this file took longer than we allow, so we stopped.',
  unsupported_audio: 'The number of channels or the sample rate of this file is out of our range.',
  format_unavailable: 'We can not write this format at the moment. Choose another one.',
  unavailable:
    'Our storage or another part of the service was out of order each time we tried. Your upload is ' +
    'kept: ask for the conversion again later.',
  internal:
    'We tried several times and could not convert this file, for a reason that we do not know. ' +
    'Save it as WAV or FLAC in another program and upload that.',
};

/** The failure of a code, in words. */
export function failureOf(code: FailureCode): TaskFailure {
  return { code, message: sentences[code] };
}
