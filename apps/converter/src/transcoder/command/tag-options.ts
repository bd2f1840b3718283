import type { AudioFormat } from '@cloudconvert/core';
import type { AudioSource } from '../source/audio-source.ts';

/** What MP4 says of itself in the same place as title and artist. */
const notTags = ['major_brand', 'minor_version', 'compatible_brands', 'encoder'];

/** Title, artist and the like go along; covers and chapters, which some containers can't hold, don't. */
export function tagOptions(source: AudioSource, format: AudioFormat): readonly string[] {
  const withoutChapters = ['-map_chapters', '-1'];
  if (!format.carriesTags) return ['-map_metadata', '-1', ...withoutChapters];
  return [
    ...['-map_metadata', '0'],
    // Ogg keeps tags on the stream. Where a tag is in both places, the first one counts.
    ...(source.containers.includes('ogg') ? ['-map_metadata', `0:s:a:${source.index}`] : []),
    ...['-map_metadata:s:a', '-1'],
    ...notTags.flatMap((name) => ['-metadata', `${name}=`]),
    ...withoutChapters,
  ];
}
