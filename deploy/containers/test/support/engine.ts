import { getContainerRuntimeClient } from 'testcontainers';

const { container } = await getContainerRuntimeClient();
const docker = container.dockerode;

export interface Exit {
  readonly code: number;
  readonly isKilledForMemory: boolean;
}

export async function killContainer(id: string): Promise<void> {
  await docker.getContainer(id).kill({ signal: 'SIGKILL' });
  await docker.getContainer(id).wait();
}

/** Starts one that has ended; it has other ports of the host from now on. */
export async function startAgain(id: string): Promise<void> {
  await docker.getContainer(id).start();
}

/** SIGTERM, and after `graceSeconds` SIGKILL, which shows as exit code 137. */
export async function stopContainer(id: string, graceSeconds: number): Promise<Exit> {
  await docker.getContainer(id).stop({ t: graceSeconds });
  const { State } = await docker.getContainer(id).inspect();
  return { code: State.ExitCode, isKilledForMemory: State.OOMKilled };
}

export async function isRunning(id: string): Promise<boolean> {
  return (await docker.getContainer(id).inspect()).State.Running;
}

/** The port of the host that leads to `port` of a container now. */
export async function mappedPort(id: string, port: number): Promise<number> {
  const { NetworkSettings } = await docker.getContainer(id).inspect();
  const [binding] = NetworkSettings.Ports[`${port}/tcp`] ?? [];
  if (!binding) throw new Error(`Port ${port} of container ${id} is closed; is it running?`);
  return Number(binding.HostPort);
}

/** The ids of the containers that Compose has made for a service, the first one first. */
export async function containersOf(project: string, service: string): Promise<readonly string[]> {
  const label = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const found = await docker.listContainers({ all: true, filters: { label } });
  const number = 'com.docker.compose.container-number';
  return found
    .toSorted((a, b) => Number(a.Labels[number]) - Number(b.Labels[number]))
    .map(({ Id }) => Id);
}

export async function cutOff(id: string, networkId: string): Promise<void> {
  await docker.getNetwork(networkId).disconnect({ Container: id, Force: true });
}

export async function reconnect(id: string, networkId: string): Promise<void> {
  await docker.getNetwork(networkId).connect({ Container: id });
}

export async function removeVolume(name: string): Promise<void> {
  await docker.getVolume(name).remove({ force: true });
}

/** The name only, where a container still uses the image. */
export async function removeImage(name: string): Promise<void> {
  await docker
    .getImage(name)
    .remove({ force: true })
    .catch((error: { statusCode?: number }) => {
      if (error.statusCode !== 404) throw error;
    });
}
