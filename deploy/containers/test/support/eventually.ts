import { setTimeout } from 'node:timers/promises';

const pauseMs = 250;

/** Asks until `isEnough`, for what only time can bring. Answers the last value, enough or not. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isEnough: (value: T) => boolean,
  withinMs: number,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (isEnough(value) || Date.now() > end) return value;
    await setTimeout(pauseMs);
  }
}

const refusalMs = 60_000;

/** Tries again until nothing is thrown, as a patient client does. */
export async function untilAccepted<T>(act: () => Promise<T>): Promise<T> {
  const end = Date.now() + refusalMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await setTimeout(pauseMs);
  }
}
