import type { Comparable } from './report.ts';

interface Result {
  readonly name: string;
  readonly figures: Comparable;
}

/** The first version: Flask, gunicorn with 2 workers, Celery, RabbitMQ. */
export const firstVersion: readonly Result[] = [
  {
    name: 'published: local',
    figures: { users: 70, requestsPerSecond: 7.4, filesPerMinute: 18, tasksAtOnce: 400 },
  },
  {
    name: 'published: managed',
    figures: { users: 56, requestsPerSecond: 6, filesPerMinute: 3, tasksAtOnce: 200 },
  },
  {
    name: 'published: autoscaled',
    figures: { users: 35, requestsPerSecond: 2.6, filesPerMinute: 3, tasksAtOnce: 60 },
  },
  {
    name: 'run anew on two cores',
    figures: {
      users: 175,
      requestsPerSecond: 19,
      filesPerMinute: 25.9,
      closedLoopBusy: 19.8,
      closedLoopIdle: 53.5,
    },
  },
];

/** What the machine gave on which it was run anew. */
export const firstVersionLimits: readonly (readonly [what: string, figure: string])[] = [
  ['xargs -P2 ffmpeg: to wav', '373 files per minute'],
  ['xargs -P2 ffmpeg: to wma', '82 files per minute'],
  ['xargs -P2 ffmpeg: to ogg', '31 files per minute'],
  ['xargs -P2 ffmpeg: from mp3 to mp3', '31 files per minute'],
  ['xargs -P2 ffmpeg: from wav to mp3', '33 files per minute'],
  ['xargs -P2 ffmpeg: to aac', '25.5 files per minute'],
  ['uploads of 5 MB by 8 clients: a bare Node process', '193 requests per second'],
  ['uploads of 5 MB by 8 clients: nginx', '150 requests per second'],
  ['uploads of 5 MB by 8 clients: once the disk has to follow', 'about 77 requests per second'],
];

export const firstVersionNote =
  'Run anew with a 5 MB mp3 of 312 s, a local folder as the bucket. At 400 users 80 to 100 % of its requests failed. ' +
  '60 tasks to wav took it 140 s (25.8 files per minute). Whatever format was asked for, every output was in truth mp3.';
