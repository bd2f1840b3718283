import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const system = `${platform()}-${arch()}`;
const suffix = platform() === 'win32' ? '.exe' : '';

/** npm packages that hold a build, the better one first; which of them are installed depends on the system. */
const packages = {
  ffmpeg: [`@ffmpeg-binary/${system}`, `@ffmpeg-installer/${system}`],
  ffprobe: [`@ffprobe-installer/${system}`],
};

export type ToolName = keyof typeof packages;

/** Where the builds that came with this program lie. */
export function shippedTools(name: ToolName): readonly string[] {
  return packages[name].flatMap(directoryOf).map((directory) => join(directory, name + suffix));
}

function directoryOf(packageName: string): readonly string[] {
  try {
    // They are dependencies of a package without code, which an installation may leave out.
    const parent = createRequire(require.resolve('@cloudconvert/shipped-ffmpeg/package.json'));
    return [dirname(parent.resolve(`${packageName}/package.json`))];
  } catch {
    return [];
  }
}
