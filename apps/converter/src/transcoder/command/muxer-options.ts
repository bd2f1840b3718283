const byMuxer: Readonly<Record<string, readonly string[]>> = {
  // Version 2.3 is the newest that Windows shows.
  mp3: ['-id3v2_version', '3'],
  // AIFF has no place of its own for more than a title.
  aiff: ['-write_id3v2', '1'],
  // With the index in front, playing can start before the file is there.
  ipod: ['-movflags', '+faststart'],
};

/** What a muxer needs to be told to write all it can. */
export function muxerOptions(muxer: string): readonly string[] {
  return byMuxer[muxer] ?? [];
}
