import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, inject, onTestFailed } from 'vitest';
import type { Address } from './api-client.ts';
import { containersOf } from './engine.ts';
import { untilAccepted } from './eventually.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../..');
const startMs = 600_000;
const outputBytes = 64 * 1024 * 1024;

export interface ComposeOptions {
  /** In front of the command, such as `--env-file`. */
  readonly options?: readonly string[];
  /** Behind `up`. */
  readonly upOptions?: readonly string[];
}

/** The service as `compose.yaml` describes it, in a project and at ports of its own. */
export class Composition {
  readonly address: Address;
  readonly bucketUrl: string;
  readonly #project = `cloudconvert-test-${randomUUID()}`;
  readonly #env: NodeJS.ProcessEnv;
  readonly #given: ComposeOptions;

  private constructor(given: ComposeOptions, ports: readonly [number, number, number]) {
    const [balancer, mail, bucket] = ports;
    const images = inject('images');
    this.#given = given;
    this.address = async () => `http://127.0.0.1:${balancer}`;
    this.bucketUrl = `http://127.0.0.1:${bucket}`;
    this.#env = {
      ...process.env,
      PORT: `${balancer}`,
      MAIL_PORT: `${mail}`,
      BUCKET_PORT: `${bucket}`,
      // As all tests have them, however this machine's Compose would build.
      API_IMAGE: images.api,
      CONVERTER_IMAGE: images.converter,
      BUCKET_IMAGE: images.bucket,
    };
  }

  static async prepare(given: ComposeOptions): Promise<Composition> {
    return new Composition(given, [await freePort(), await freePort(), await freePort()]);
  }

  /** Resolves once the service answers through its balancer. */
  async up(): Promise<void> {
    await this.#run('up', '--detach', ...(this.#given.upOptions ?? []));
    await untilAccepted(async () => {
      const { ok } = await fetch(`${await this.address()}/api-health`);
      if (!ok) throw new Error('The balancer knows no API that is well');
    });
  }

  async down(...options: readonly string[]): Promise<void> {
    await this.#run('down', ...options);
  }

  async logs(): Promise<string> {
    return this.#run('logs', '--no-color', '--tail', '40');
  }

  containers(service: string): Promise<readonly string[]> {
    return containersOf(this.#project, service);
  }

  async #run(...args: readonly string[]): Promise<string> {
    const [program, ...first] = await composeCommand();
    const project = ['--project-name', this.#project, ...(this.#given.options ?? [])];
    const options = { cwd: root, env: this.#env, maxBuffer: outputBytes };
    return (await run(program, [...first, ...project, ...args], options)).stdout;
  }
}

/** The service for the tests of one file: there from before the first one until after the last. */
export function useComposition(given: ComposeOptions): () => Composition {
  let composition: Composition | undefined;
  beforeAll(async () => {
    const prepared = await Composition.prepare(given);
    composition = prepared;
    await prepared.up().catch(async (error) => {
      console.error(await prepared.logs());
      throw error;
    });
  }, startMs);
  afterAll(() => composition?.down('--volumes'));
  return () => {
    if (!composition) throw new Error('It is started before the tests; use it in them');
    return composition;
  };
}

/** To be called in each test: says what the containers said if it fails. */
export function showComposeLogsOnFailure(composition: Composition): void {
  onTestFailed(async () => console.error(await composition.logs()));
}

/** Compose is a part of `docker` since 2, and was a program of its own before. */
async function composeCommand(): Promise<readonly [string, ...string[]]> {
  const isPart = await run('docker', ['compose', 'version']).then(
    () => true,
    () => false,
  );
  return isPart ? ['docker', 'compose'] : ['docker-compose'];
}
