import { randomUUID } from 'node:crypto';
import { GenericContainer, Network, type StartedNetwork, Wait } from 'testcontainers';
import { ContainerLogs } from './container-logs.ts';
import { account } from './database.ts';
import { removeVolume } from './engine.ts';
import { mailImage, postgresImage } from './images.ts';
import { type Opened, type Surroundings, started } from './place.ts';

/** An empty database, a mail server and an empty volume. */
export async function startSurroundings(opened: Opened): Promise<Surroundings> {
  const network = await new Network().start();
  opened.push(() => network.stop());
  const volume = `cloudconvert-test-${randomUUID()}`;
  opened.push(() => removeVolume(volume));
  const postgres = await started(postgresContainer(network), opened);
  const mail = await started(mailContainer(network), opened);
  return { network, volume, postgres, mail, logs: new ContainerLogs(), opened };
}

function postgresContainer(network: StartedNetwork): GenericContainer {
  return (
    new GenericContainer(postgresImage)
      .withNetwork(network)
      .withNetworkAliases('postgres')
      .withEnvironment(account)
      .withExposedPorts(5432)
      // By TCP, which the server that initialises the database does not serve.
      .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready --host=127.0.0.1'))
  );
}

function mailContainer(network: StartedNetwork): GenericContainer {
  return new GenericContainer(mailImage)
    .withNetwork(network)
    .withNetworkAliases('mail')
    .withExposedPorts(1025, 8025)
    .withWaitStrategy(Wait.forHttp('/api/v1/messages', 8025));
}
