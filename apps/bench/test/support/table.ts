/** The rows of the first table in what was printed, each by what stands above its columns. */
export function tableIn(stdout: string): readonly Readonly<Record<string, string>>[] {
  const [, table = ''] = stdout.split('\n\n');
  const [header = [], ...rows] = table
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  return rows.map((row) =>
    Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])),
  );
}
