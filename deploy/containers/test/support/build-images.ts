import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { GenericContainer } from 'testcontainers';
import type { TestProject } from 'vitest/node';
import { removeImage } from './engine.ts';
import { baseImage } from './images.ts';

const root = join(import.meta.dirname, '../../../..');

/** @returns what removes the images; their layers stay in the cache of the engine */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // One after the other, since each finds layers that those before it made.
  const api = await build('api');
  const converter = await build('converter');
  const local = await build('local');
  const bucket = await build('bucket');
  project.provide('images', { api, converter, local, bucket });
  return async () => {
    for (const image of [api, converter, local, bucket]) await removeImage(image);
  };
}

type Target = 'api' | 'converter' | 'local' | 'bucket';

/** Under a new name, so that a build that fails never leaves an old image to be tested. */
async function build(target: Target): Promise<string> {
  const image = `cloudconvert-test/${target}:${randomUUID()}`;
  try {
    await GenericContainer.fromDockerfile(root)
      .withTarget(target)
      .withBuildArgs({ BASE_IMAGE: baseImage })
      .withBuildkit()
      .build(image, { deleteOnExit: false });
  } catch {
    await buildAloud(target, image);
  }
  return image;
}

/** Once more, since a registry may be away for a moment, and in the open: the first build says nothing of why it failed. */
async function buildAloud(target: Target, image: string): Promise<void> {
  const args = [
    'build',
    '--build-arg',
    `BASE_IMAGE=${baseImage}`,
    '--target',
    target,
    '--tag',
    image,
    root,
  ];
  const child = spawn('docker', args, { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`The image of ${target} can't be built; what Docker says is above.`);
}
