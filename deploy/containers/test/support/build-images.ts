import { randomUUID } from 'node:crypto';
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
  const bucket = await build('bucket');
  project.provide('images', { api, converter, bucket });
  return async () => {
    for (const image of [api, converter, bucket]) await removeImage(image);
  };
}

/** Under a new name, so that a build that fails never leaves an old image to be tested. */
async function build(target: 'api' | 'converter' | 'bucket'): Promise<string> {
  const image = `cloudconvert-test/${target}:${randomUUID()}`;
  try {
    await GenericContainer.fromDockerfile(root)
      .withTarget(target)
      .withBuildArgs({ BASE_IMAGE: baseImage })
      .withBuildkit()
      .build(image, { deleteOnExit: false });
  } catch (cause) {
    const again = `docker build --build-arg BASE_IMAGE=${baseImage} --target ${target} .`;
    throw new Error(`The image can't be built; to see why: ${again}`, { cause });
  }
  return image;
}
