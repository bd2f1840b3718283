/** By how much a conversion gives way to everything else, as `nice -n` counts. */
export const niceness = 10;
