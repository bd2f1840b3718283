/** The formats that can be asked for, by the name that the API shows. */
export type FormatName =
  | 'mp3'
  | 'acc'
  | 'ogg'
  | 'wav'
  | 'wma'
  | 'flac'
  | 'opus'
  | 'm4a'
  | 'aiff'
  | 'mp2'
  | 'ac3'
  | 'caf'
  | 'au';
