import { randomUUID } from 'node:crypto';
import {
  type ContainerRuntimeClient,
  GenericContainer,
  getContainerRuntimeClient,
  getReaper,
  ImageName,
  type StartedTestContainer,
  Wait,
} from 'testcontainers';
import { within } from './no-container.ts';
import { serverVersion } from './server-version.ts';
import { settings, type TestPostgres } from './test-postgres.ts';

const account = 'cloudconvert';
const port = 5432;

/** @throws NoContainer within minutes, whatever the engine and its registry do */
export async function startContainer(image: string): Promise<TestPostgres> {
  const engine = await within(30, getContainerRuntimeClient(), () => 'no Docker engine answers');
  await fetchImages(engine, image);
  const name = `cloudconvert-test-${randomUUID()}`;
  // By its name, since a container that could be made but not started has to go, too.
  const stop = () => engine.container.getById(name).remove({ force: true, v: true });
  try {
    const running = run(name, image);
    const { url, version } = await within(120, running, (why) => `${image} can't be run: ${why}`);
    return { url, description: `PostgreSQL ${version} in a container of ${image}`, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

/** Ahead of the container, so that what the registry refuses is told from what the engine does. */
async function fetchImages(engine: ContainerRuntimeClient, image: string): Promise<void> {
  const pulling = engine.image.pull(ImageName.fromString(image));
  await within(300, pulling, (why) => `${image} can't be had: ${why}`);
  const ryuk = 'Ryuk, which removes what a killed run leaves behind,';
  const instead = 'TESTCONTAINERS_RYUK_DISABLED=true does without it';
  await within(60, getReaper(engine), (why) => `${ryuk} can't be had: ${why}; ${instead}`);
}

/** Resolves once the server of a new container answers from here. */
async function run(name: string, image: string) {
  const password = randomUUID();
  const container = await new GenericContainer(image)
    .withName(name)
    .withExposedPorts(port)
    .withEnvironment({
      POSTGRES_USER: account,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: account,
    })
    .withCommand(Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]))
    // By TCP, which the server that initialises the database does not serve.
    .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready --host=127.0.0.1'))
    .start();
  const address = `${hostOf(container)}:${container.getMappedPort(port)}`;
  const url = `postgres://${account}:${password}@${address}/${account}`;
  return { url, version: await serverVersion(url) };
}

/** `localhost` may be another address first, on which nobody listens. */
function hostOf(container: StartedTestContainer): string {
  const host = container.getHost();
  return host === 'localhost' ? '127.0.0.1' : host;
}
