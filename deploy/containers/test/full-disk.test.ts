import { GenericContainer, Wait } from 'testcontainers';
import { expect, inject, onTestFinished, test } from 'vitest';
import { type Address, json, Person } from './support/api-client.ts';
import { ContainerLogs } from './support/container-logs.ts';
import { eventually } from './support/eventually.ts';
import { halfMinute, shortSound } from './support/sounds.ts';
import { showLogsOnFailure } from './support/stack.ts';

const port = 8000;
/** A new database has 42 MB of it, and a third is reserved. */
const diskMegabytes = 160;
const user = 10_001;
const patienceMs = 120_000;

/** The whole service on a disk of its own. */
async function startSmall(): Promise<Address> {
  const logs = new ContainerLogs();
  showLogsOnFailure({ logs });
  const options = `rw,size=${diskMegabytes}m,uid=${user},gid=${user},mode=0700`;
  const container = await new GenericContainer(inject('images').local)
    .withTmpFs({ '/data': options })
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forHttp('/api-health', port).forStatusCode(200))
    .withLogConsumer(logs.of('local'))
    .start();
  onTestFinished(async () => void (await container.stop({ timeout: 0 })));
  return async () => `http://${container.getHost()}:${container.getMappedPort(port)}`;
}

async function healthOf(address: Address): Promise<unknown> {
  return json(await fetch(`${await address()}/api-health`));
}

/** Uploads by `atOnce` at a time until one is refused, and answers what was refused. */
async function fill(
  person: Person,
  address: Address,
  sound: Uint8Array<ArrayBuffer>,
  atOnce: number,
) {
  for (;;) {
    const uploads = Array.from({ length: atOnce }, () => person.upload(address, sound, 'mp3'));
    const refused = (await Promise.allSettled(uploads)).filter(
      ({ status }) => status === 'rejected',
    );
    if (refused.length > 0) return refused;
  }
}

const storageFull = {
  reason: { message: expect.stringMatching(/^507 .*"code":"storage_full"/) },
};

test('a full disk takes no new bytes, does all else, and needs no restart when there is room', async () => {
  const address = await startSmall();
  const person = await Person.signUp(address);

  // By half minutes and then by what is smaller, until not even that fits.
  for (const [sound, atOnce] of [
    [halfMinute, 6],
    [shortSound, 2],
  ] as const) {
    for (const refusal of await fill(person, address, sound, atOnce)) {
      expect(refusal).toMatchObject(storageFull);
    }
  }

  const tasks = await person.tasks(address);
  expect(tasks.length).toBeGreaterThan(6);
  await Person.signUp(address);
  expect(await healthOf(address)).toMatchObject({ database: 'OK' });

  for (const { id } of tasks.slice(tasks.length / 2)) {
    const url = `${await address()}/api/tasks/${id}`;
    expect((await person.fetch(url, { method: 'DELETE' })).status).toBe(200);
  }
  const after = await person.upload(address, halfMinute, 'ogg');
  const ended = await eventually(
    () => person.tasks(address),
    (all) => all.every(({ status }) => status === 'processed'),
    patienceMs,
  );
  expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['processed']));
  expect(ended.map(({ id }) => id)).toContain(after.id);
  expect(await healthOf(address)).toEqual({ database: 'OK', storage: 'OK' });
});
