/** Milliseconds that `work` takes. */
export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The same, so many times, one after the other. */
export async function sample(
  times: number,
  stop: AbortSignal,
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    stop.throwIfAborted();
    taken.push(await millisecondsOf(work));
  }
  return taken;
}
