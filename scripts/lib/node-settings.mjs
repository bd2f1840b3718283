// What arrives in uploads is garbage at once, and V8 and glibc would let much of it gather before they give
// it back: why these values is told in docs/performance.md ("Memory"). The images set the same.
export const FLAGS = ['--max-old-space-size=256', '--max-semi-space-size=1'];
export const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };
