/** What the queue keeps of an error: short, and without what its table can't hold. */
export function failureReport(error: unknown): Error {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Error(
    text
      .replaceAll(/\p{Cc}/gu, ' ')
      .slice(0, 500)
      .toWellFormed(),
  );
}
