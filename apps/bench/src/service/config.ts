const inherited = [
  'FFMPEG_PATH',
  'FFPROBE_PATH',
  'HOME',
  'LANG',
  'NODE_EXTRA_CA_CERTS',
  'PATH',
  'SystemRoot',
  'TEMP',
  'TMPDIR',
] as const;

/** What the programs of the service get of the environment here: nothing that would set them up otherwise. */
export function inheritedEnvironment(env = process.env): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inherited.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
}
