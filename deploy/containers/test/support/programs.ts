import { type StartedTestContainer, Wait } from 'testcontainers';
import { inject } from 'vitest';
import { account } from './database.ts';
import { type Surroundings, started } from './place.ts';
import { ServiceContainer } from './service-container.ts';

export const apiPort = 8000;

export function startApi(place: Surroundings, n: number): Promise<StartedTestContainer> {
  const container = program('api', place, n)
    .withExposedPorts(apiPort)
    .withWaitStrategy(Wait.forHttp('/api-health', apiPort).forStatusCode(200));
  return started(container, place.opened);
}

export function startConverter(place: Surroundings, n: number): Promise<StartedTestContainer> {
  const container = program('converter', place, n).withWaitStrategy(
    Wait.forLogMessage('converter works'),
  );
  return started(container, place.opened);
}

function program(kind: 'api' | 'converter', { network, volume, logs }: Surroundings, n: number) {
  return new ServiceContainer(inject('images')[kind], volume)
    .withNetwork(network)
    .withEnvironment({
      ...account,
      POSTGRES_HOST: 'postgres',
      SMTP_HOST: 'mail',
      SMTP_PORT: '1025',
      BASE_URL: 'http://cloudconvert.example',
      SECRET_KEY: volume,
      CONVERTER_CONCURRENCY: '1',
    })
    .withLogConsumer(logs.of(`${kind} ${n}`));
}
