import { z } from 'zod';

const wholeNumber = z.coerce.number().int().nonnegative().catch(0);
const seconds = z.coerce.number().positive().optional().catch(undefined);

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
  duration: seconds,
  nb_read_packets: wholeNumber,
  disposition: z.object({ attached_pic: wholeNumber }).optional(),
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

const streamFields = Object.keys(stream.shape).filter((field) => field !== 'disposition');

/** The fields above and no others: no tags, which can be of any size. */
export const probedEntries = [
  `stream=${streamFields.join(',')}`,
  'stream_disposition=attached_pic',
  `format=${Object.keys(report.shape.format.shape).join(',')}`,
].join(':');

/** What ffprobe printed, or `undefined` when it is not that. */
export function parseReport(json: string): ProbeReport | undefined {
  try {
    return report.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
