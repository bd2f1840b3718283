import type { GenericContainer, StartedNetwork, StartedTestContainer } from 'testcontainers';
import type { ContainerLogs } from './container-logs.ts';

/** What has to be closed, in reverse. */
export type Opened = (() => Promise<unknown>)[];

/** What the programs of the service share. */
export interface Surroundings {
  readonly network: StartedNetwork;
  readonly volume: string;
  readonly postgres: StartedTestContainer;
  readonly mail: StartedTestContainer;
  readonly logs: ContainerLogs;
  readonly opened: Opened;
}

/** Starts a container, which is removed in the end. */
export async function started(
  container: GenericContainer,
  opened: Opened,
): Promise<StartedTestContainer> {
  const running = await container.start();
  opened.push(() => running.stop({ timeout: 0 }));
  return running;
}
