import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';

/** A server that the service is compared with. */
export interface RivalServer {
  readonly origin: URL;
  stop(): Promise<void>;
}

/** @param whenWritten `answer` at once, or `fsync` the file before, so that it outlives a power cut */
export async function startBareServer(
  folder: string,
  whenWritten: 'answer' | 'fsync',
): Promise<RivalServer> {
  const { dirname, filename } = import.meta;
  const program = join(dirname, `bare-server${extname(filename)}`);
  const child = fork(program, [folder, whenWritten]);
  const [port] = await once(child, 'message');
  return {
    origin: new URL(`http://127.0.0.1:${port}`),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
