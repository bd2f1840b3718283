// V8 and glibc would let much garbage gather before they give it back: why these values is told in
// docs/performance.md ("Memory"). The images set the same.
const receiving = ['--max-old-space-size=256', '--max-semi-space-size=4'];
const converting = ['--max-old-space-size=256', '--max-semi-space-size=1'];

/** Of each app; a bench has what it sends in memory, and starts a service with settings of its own. */
export const FLAGS = { api: receiving, local: receiving, converter: converting, bench: [] };
export const ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '262144',
  MALLOC_TRIM_THRESHOLD_: '2097152',
};
