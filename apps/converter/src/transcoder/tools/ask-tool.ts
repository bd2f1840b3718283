import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const timeoutMs = 30_000;
const maxOutputBytes = 1024 ** 2;

/** What a tool says of itself on stdout; nothing of a stranger's is involved. */
export async function askTool(path: string, ...args: readonly string[]): Promise<string> {
  const options = { timeout: timeoutMs, maxBuffer: maxOutputBytes, env: { LANG: 'C' } };
  const { stdout } = await run(path, ['-hide_banner', ...args], options);
  return stdout;
}
