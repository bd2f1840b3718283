import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bench, startBench } from './support/bench.ts';
import { FakeBenchmark } from './support/fake-benchmark.ts';
import { FakeService, problem } from './support/fake-service.ts';

const run = (url: string) => bench('conversions', '--target', url, '--tasks', '3');

/** A port that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a run that can not come to its end says so in one sentence and ends with 1', () => {
  async function expectFailure(url: string, sentence: string): Promise<void> {
    const { code, stdout, stderr } = await run(url);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  }

  it('when nobody listens at the target', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    await expectFailure(url, `${url} does not answer (ECONNREFUSED)`);
  });

  it('when the benchmark is off there', async () => {
    const service = await FakeService.start();
    service.answers.set('/result', problem(404, 'There is nothing at this address'));
    await expectFailure(service.url, 'start the service with BENCHMARK=on');
    expect(service.orders).toEqual([]);
  });

  it('when the file is refused, in the words of the service', async () => {
    const service = await FakeService.start();
    service.answers.set('/start', problem(413, 'The file may have at most 5 bytes'));
    await expectFailure(service.url, 'answered 413: The file may have at most 5 bytes');
  });

  it('when the service fails in other words than its own', async () => {
    const service = await FakeService.start();
    service.answers.set('/start', { status: 502, body: '<h1>Bad gateway</h1>' });
    await expectFailure(service.url, 'answered 502. Check --target');
  });

  it('when the target is another kind of service', async () => {
    const service = await FakeService.start();
    service.answers.set('/result', { status: 200, body: '<h1>Welcome</h1>' });
    await expectFailure(service.url, 'Check --target: is CloudConvert there?');
  });

  it('when tasks of an earlier benchmark would be converted first', async () => {
    const service = await FakeService.start();
    service.benchmark = new FakeBenchmark('other.wav', 4, { asksUntilEnd: 4 });
    await expectFailure(service.url, '3 tasks of an earlier benchmark have not ended there yet');
    expect(service.orders).toEqual([]);
  });

  it('when another benchmark hides the tasks of this one', async () => {
    const service = await FakeService.start();
    const others = new FakeBenchmark('other.wav', 3, {}).nextTasks();
    service.answers.set('/result', { status: 200, body: JSON.stringify(others) });
    await expectFailure(service.url, 'Somebody started another benchmark there');
  });

  it('when the minutes are those of another benchmark', async () => {
    const service = await FakeService.start();
    service.answers.set('/data', { status: 200, body: '[{"min":1,"count":40}]' });
    await expectFailure(service.url, 'Somebody started another benchmark there');
  });
});

describe('a signal', () => {
  it.each([
    { name: 'SIGINT', exitCode: 130 },
    { name: 'SIGTERM', exitCode: 143 },
  ] as const)('$name ends a run that waits', async ({ name, exitCode }) => {
    const service = await FakeService.start({ asksUntilEnd: 1_000_000 });
    const { child, ended } = startBench('conversions', '--target', service.url);
    await service.started;
    child.kill(name);
    expect(await ended).toEqual({ code: exitCode, stdout: '', stderr: `Stopped by ${name}.\n` });
  });
});
