/** The header line ends in dashes; a line after it is flags, a name (or several), and a description. */
const line = /^\s*[A-Za-z.]+\s+(?<names>\S+)\s/gm;
const header = /^\s*-+$/m;

/** The names in a list that `ffmpeg -encoders` or `ffmpeg -muxers` prints. */
export function parseNames(list: string): ReadonlySet<string> {
  const body = list.split(header)[1] ?? '';
  const matches = [...body.matchAll(line)];
  return new Set(matches.flatMap(({ groups }) => groups?.names?.split(',') ?? []));
}
