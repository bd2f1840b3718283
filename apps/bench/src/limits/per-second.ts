/** How many calls of `work` a second are done by `clients` that never pause. */
export async function perSecond(
  { clients, calls }: { readonly clients: number; readonly calls: number },
  work: () => Promise<unknown>,
): Promise<number> {
  let left = calls;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return (calls * 1000) / (performance.now() - startedAt);
}
