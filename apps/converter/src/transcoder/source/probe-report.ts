import { z } from 'zod';

const wholeNumber = z.coerce.number().int().nonnegative().catch(0);
const seconds = z.coerce.number().positive().optional().catch(undefined);

/** Matroska tells each stream's duration in a tag, in hours, minutes and seconds; mkvmerge adds a language. */
const durationTags = ['DURATION', 'DURATION-eng'];
const clock = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/;
const tags = z
  .record(z.string(), z.string())
  .transform((named) => secondsOnClock(durationTags.map((name) => named[name]).find(Boolean)))
  .optional()
  .catch(undefined);

const stream = z.object({
  codec_type: z.string().default('unknown'),
  codec_name: z.string().default('unknown'),
  profile: z.coerce.string().default(''),
  sample_fmt: z.string().default(''),
  sample_rate: wholeNumber,
  channels: wholeNumber,
  channel_layout: z.string().default('unknown'),
  bits_per_sample: wholeNumber,
  bits_per_raw_sample: wholeNumber,
  start_time: seconds,
  duration: seconds,
  disposition: z.object({ default: wholeNumber, attached_pic: wholeNumber }).optional(),
  /** Seconds by its tag, which is all that is read of its tags: they can be of any size. */
  tags,
});

const report = z.object({
  streams: z.array(stream).default([]),
  format: z.object({
    format_name: z.string(),
    probe_score: wholeNumber,
    duration: seconds,
    size: wholeNumber,
  }),
});

export type ProbedStream = z.output<typeof stream>;
export type ProbeReport = z.output<typeof report>;

const sections = ['disposition', 'tags'];
const streamFields = Object.keys(stream.shape).filter((field) => !sections.includes(field));

/** The fields above and no others. */
export const probedEntries = [
  `stream=${streamFields.join(',')}`,
  'stream_disposition=default,attached_pic',
  `stream_tags=${durationTags.join(',')}`,
  `format=${Object.keys(report.shape.format.shape).join(',')}`,
].join(':');

function secondsOnClock(text = ''): number | undefined {
  const [hours, minutes, rest] = clock.exec(text)?.slice(1).map(Number) ?? [];
  if (hours === undefined || minutes === undefined || rest === undefined) return undefined;
  return hours * 3600 + minutes * 60 + rest || undefined;
}

/** What ffprobe printed, or `undefined` when it is not that. */
export function parseReport(json: string): ProbeReport | undefined {
  try {
    return report.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
